"""The picture workshop without its child: for tests that want its answers, and not the limits that a process of its own has."""

import json
import os
import warnings
from unittest import mock

from PIL import Image

from articles.pictures import child, workshop


def without_child():
    """While this lasts the workshop works in this process, which spares the start of another for each picture."""
    return mock.patch("articles.pictures.child.work", work_here)


def work_here(task: str, *, seconds: int = child.CLEANING, **job) -> dict:
    """What ``child.work`` answers, job and answer passed as JSON as they are there."""
    if isinstance(job.get("source"), int):
        job["source"] = os.dup(job["source"])  # the workshop closes its own
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            answer = workshop.TASKS[task](json.loads(json.dumps(job, default=str)))
    except workshop.PictureError as refusal:
        raise child.PictureError(refusal.code, **refusal.values) from None
    except Exception as error:
        raise child.PictureError("unreadable", why=f"{type(error).__name__}: {error}"[:300]) from None
    return json.loads(json.dumps(answer))
