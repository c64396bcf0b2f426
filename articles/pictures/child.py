"""Gives the workshop a job and waits for it: what a hostile file can do, it does to a child with limits and a clock."""

import json
import logging
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START = "import sys; sys.path.append(sys.argv[1]); from articles.pictures import workshop; workshop.main()"
MEGABYTE = 1_000_000
#: Seconds of the clock; the child's own limit counts those of the processor.
CLEANING, RENDERING = 20, 240
#: A WebP cannot be decoded smaller: it is held whole four times, with transparency, which for 40 megapixels is 675 MB.
LIMITS = {"memory": 370 * MEGABYTE, "webp_memory": 900 * MEGABYTE, "file": 64 * MEGABYTE}


#: The kernel's two ways to end what takes too much.
ENDED_BY = {signal.SIGXCPU: "time", signal.SIGKILL: "memory"}
logger = logging.getLogger(__name__)


class PictureError(Exception):
    """The workshop did not take the job: ``code`` says why, ``facts`` is what else it told."""

    def __init__(self, code: str, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts


def work(task: str, *, seconds: int = CLEANING, **job) -> dict:
    """What the workshop answers. Raises PictureError; whatever the child does, this process goes on.

    A ``source`` may be the number of an open file, which the child gets.
    """
    limits = {**LIMITS, "seconds": seconds}
    text = json.dumps({"task": task, "limits": limits, **job}, default=str)
    command = [sys.executable, "-I", "-c", START, str(ROOT)]
    handed = [job["source"]] if isinstance(job.get("source"), int) else []
    options = {"capture_output": True, "text": True, "timeout": seconds, "check": False, "pass_fds": handed}
    try:
        done = subprocess.run(command, input=text, **options)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise PictureError("time") from None
    except OSError:
        raise PictureError("disk") from None
    try:
        result = json.loads(done.stdout)
    except ValueError:
        logger.warning("A picture was refused since its program ended with %s: %r", done.returncode, done.stderr[-300:])
        raise PictureError(ENDED_BY.get(-done.returncode, "killed")) from None
    if "refused" in result:
        raise PictureError(result.pop("refused"), **result)
    return result
