"""The files of pictures: where they lie, and how those that wait are made, once, by whichever process comes first.

A picture's row says whether all of its files are there; that they are to be made is a job (``people.base.jobs``).
"""

import contextlib
import fcntl
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils._os import safe_join

from articles import rendering
from articles.models import Article, AwaitedPublication, Image
from articles.pictures import child, shapes
from people.base import jobs
from people.base.jobs import Job, Outcome
from people.base.locks import take_turn
from people.signals import announce_change

KIND = "picture"
#: After that a process that has not ended is taken for dead.
CLAIM = timedelta(minutes=10)
#: Around which point the crops in a folder were made: written when all are there.
FOCUS = "focus.txt"
LOCK = ".preparing"


def folder(token: str) -> Path:
    return Path(safe_join(settings.MEDIA_ROOT, token[:2], token))


def path(token: str, name: str) -> Path:
    """Where a file of the picture lies. Raises SuspiciousFileOperation for a name that leads elsewhere."""
    return Path(safe_join(folder(token), name))


def discard(token: str):
    """Take the picture's files away. What cannot be taken away now ``check_media`` finds.

    The folder loses its name first: who still makes a file of the picture then has nowhere to put it.
    """
    place = folder(token)
    gone = place.with_name(f".{token}")
    with contextlib.suppress(OSError):
        place.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)
        place.parent.rmdir()  # not empty where other pictures begin with the same letters


def missing(image, *, everything: bool = False) -> list[shapes.File]:
    """The files of the picture that are still to be made: crops also when they were made around another point."""
    stale = _focus_of(image.token) != _focus(image)
    return [
        file
        for file in shapes.files(image.width, image.height)
        if everything or (stale and file.is_crop) or not path(image.token, file.name).exists()
    ]


def _focus(image) -> str:
    return f"{image.focal_x:.6f} {image.focal_y:.6f}"


def _focus_of(token: str) -> str:
    with contextlib.suppress(OSError):
        return path(token, FOCUS).read_text()
    return ""


def prepare(image, *, everything: bool = False) -> bool:
    """Make the files that the picture lacks, and say in its row how that went. Raises child.PictureError when it did not.

    Returns whether it is ready: one that was changed or deleted meanwhile is not.
    """
    same = Image.objects.filter(pk=image.pk, token=image.token)
    try:
        make_missing(image, everything=everything)
    except child.PictureError as refusal:
        # A full disk says nothing about the picture: it waits until there is space again.
        if _set_state(same, Image.State.WAITING if refusal.code == "disk" else Image.State.FAILED, image):
            raise
        return False  # deleted or redacted meanwhile: these files nobody needs any more
    return _set_state(same.filter(focal_x=image.focal_x, focal_y=image.focal_y), Image.State.READY, image)


@transaction.atomic
def _set_state(rows, state, image) -> bool:
    """Say in the picture's row where it stands, if it is among the rows, and bring the stories in step that show it."""
    take_turn()
    if not rows.update(state=state):
        return False
    if state == Image.State.READY:
        # A story rendered while the picture waited has a gap in its text.
        rendering.rebuild(Article.objects.placing_in_text(image))
    announce_change(Image, [image.pk])
    if state != Image.State.WAITING:
        look_at_stories_that_wait(image)
    return True


def look_at_stories_that_wait(image):
    """Part of a change of a picture: what was published before it was ready goes out once that is stored, or never."""
    waiting = AwaitedPublication.objects.open().showing(image)
    jobs.enqueue(AwaitedPublication.JOB, waiting.values_list("pk", flat=True))


def make_missing(image, *, everything: bool = False) -> int:
    """The number of files made."""
    wanted = {}
    for file in missing(image, everything=everything):
        box = None
        if file.is_crop:
            box = shapes.crop_box(file.label, image.width, image.height, image.focal_x, image.focal_y)
        job = {"label": file.label, "size": [file.width, file.height], "box": box, "exts": []}
        wanted.setdefault(file.label, job)["exts"].append(file.ext)
    place, made = folder(image.token), 0
    if wanted:
        job = {"folder": str(place), "master": f"master.{image.format}", "wanted": list(wanted.values())}
        made = child.work("render", seconds=child.RENDERING, **job)["made"]
    try:
        path(image.token, FOCUS).write_text(_focus(image))
    except OSError:
        raise child.PictureError("disk") from None
    return made


def tell_nobody(image, refusal):
    """Where nobody watches: the picture's row says how it went."""


def prepare_waiting(tell=tell_nobody) -> int:
    """Work off the pictures that wait. Returns how many are ready now; ``tell`` hears of each."""
    with transaction.atomic():
        jobs.put(KIND, _forgotten().values_list("pk", flat=True))
    return jobs.work_off(KIND, tell)


def _forgotten():
    """Pictures that wait, and of which the queue does not know."""
    return Image.objects.waiting().exclude(pk__in=Job.objects.filter(kind=KIND).values("key"))


def do_job(job: Job, tell=tell_nobody) -> Outcome:
    image = Image.objects.waiting().filter(pk=job.key).first()
    if image is None:
        return Outcome.DROPPED
    try:
        is_ready = prepare(image)
    except child.PictureError as refusal:
        tell(image, refusal)
        return Outcome.NEXT if refusal.code == "disk" else Outcome.DROPPED
    if not is_ready:  # changed meanwhile
        return Outcome.NEXT
    tell(image, None)
    return Outcome.DONE


def start_preparing():
    """Have what waits prepared, by a process of its own that outlives the request; in tests at once, by this one."""
    if not settings.PICTURES_IN_BACKGROUND:
        prepare_waiting()
        return
    with only_one() as alone:
        if not alone:
            return  # the one at work looks again before it ends
    jobs.spawn("rebuild_renditions", "--waiting", output=subprocess.DEVNULL)


@contextlib.contextmanager
def only_one():
    """Whether no other process on this machine prepares pictures now, and none begins until the block ends."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with open(settings.MEDIA_ROOT / LOCK, "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
