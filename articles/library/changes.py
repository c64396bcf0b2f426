"""The one door for pictures: whatever happens to one happens here, asked of this user's rights, files before rows.

The bytes are made by ``articles.pictures`` in a child and looked after by ``preparing``; ``captions`` derives the words.
"""

import contextlib
import hashlib
import math
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, rendering
from articles.library.permissions import require, require_edit, require_redact
from articles.library.renditions import KIND, discard, folder, look_at_stories_that_wait, path
from articles.models import Article, Image, Portrait
from articles.models.media import new_token
from articles.pictures import child
from articles.pictures.limits import MAX_BYTES, MAX_PIXELS, MAX_SIDE
from articles.rendering.pictures import DERIVED, derive, keep_trace, stories_with
from people.base import jobs
from people.base.fields import tidy_line
from people.base.locks import take_turn
from people.base.refusal import Refused
from people.models import Subject
from people.signals import announce_change

#: What the form of a picture changes; everything else has a function of its own here.
DESCRIBED = [
    "language", "alt", "caption", "credit", "copyright", "licence", "source", "taken_on", "is_file_photo", "rights_until",
    "notes",
]  # fmt: skip


def add(file, *, by, language=None) -> Image:
    """Take an uploaded file into the library: its pixels under a random name, what it says of itself as suggestions."""
    require(by, "articles.add_image")
    _refuse_size(file.size)
    token, original = new_token(), ""
    try:
        with _on_disk(file) as source:
            fingerprint = hashlib.file_digest(source, "sha256").hexdigest()
            facts = _into_folder(token, "clean", source=source.fileno())
            original = _keep_original(source, facts["kind"])
        with transaction.atomic():
            image = Image(
                token=token, original=original, fingerprint=fingerprint, uploaded_by=by,
                original_name=tidy_line(file.name or "")[:300], suggestions=facts["suggestions"],
                **({"language": language} if language else {}), **_columns(facts),
            )  # fmt: skip
            image.save()
            jobs.enqueue(KIND, [image.pk])
    except BaseException:
        discard(token)
        _discard_original(original)
        raise
    return image


def describe(image, *, by):
    """Store what a form changed of the picture's words, and show it wherever the picture stands.

    The rows of its texts and of whom it shows are saved already, in the same transaction.
    """
    with transaction.atomic():
        stored = _lock(image)
        require_edit(by, image)
        derive(image)
        image.version = stored.version + 1
        image.save(update_fields=[*DESCRIBED, *DERIVED, "version"])
        keep_trace(image)
        _show(image)


def set_portraits(image, subjects, *, by):
    """Make it the portrait of these, and of nobody else whom this user may see."""
    with transaction.atomic():
        _lock(image)
        require_edit(by, image)
        require(by, "articles.change_portrait")
        rows, chosen = Portrait.objects.filter(image=image), {subject.pk for subject in subjects}
        gone = rows.filter(subject__in=Subject.objects.visible_to(by)).exclude(subject__in=chosen)
        changed = {*chosen, *gone.values_list("subject", flat=True)}
        gone.delete()
        for key in sorted(chosen):
            Portrait.objects.update_or_create(subject_id=key, defaults={"image": image})
        announce_change(Subject, changed)


def set_focal_point(image, x: float, y: float, *, by):
    """Say which point no crop may lose; the crops are made anew, and those of before stay until then."""
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise Refused(_("The point lies outside the picture."))
    with transaction.atomic():
        stored = _lock(image)
        require_edit(by, image)
        if (stored.focal_x, stored.focal_y) == (x, y):
            return
        image.focal_x, image.focal_y, image.version = x, y, stored.version + 1
        _wait_again(image, ["focal_x", "focal_y"])


def redact(image, areas, *, by):
    """Cover areas of the picture for good: a new master under a new name, and nothing left of the one before."""
    areas = [_checked(area) for area in areas]
    if not areas:
        raise Refused(_("Mark at least one area to cover."))
    image.refresh_from_db()
    require_redact(by, image)
    before, token = image.token, new_token()
    try:
        # Before the transaction: on SQLite nobody else could save until the child has ended.
        job = {"master": path(before, f"master.{image.format}"), "format": image.format, "areas": areas}
        columns = _columns(_into_folder(token, "redact", **job))
        with transaction.atomic():
            stored = _lock(image)
            if stored.token != before:
                raise Refused(_("Somebody has just covered parts of this picture. Check it and mark the areas again."))
            for name, value in columns.items():
                setattr(image, name, value)
            image.token, image.version, image.original = token, stored.version + 1, ""
            _wait_again(image, ["token", "original", *columns])
            _show(image)
            _record(image, by, "picture covered", areas=len(areas))
            transaction.on_commit(lambda: _destroy(stored))
    except BaseException:
        discard(token)
        image.token = before
        raise


def withdraw(image, *, by):
    """Show the picture to no reader any more, from the next request on."""
    _set_withdrawn(image, timezone.now(), by)


def bring_back(image, *, by):
    """Show the picture again wherever it stands."""
    _set_withdrawn(image, None, by)


def _set_withdrawn(image, at, by):
    with transaction.atomic():
        stored = _lock(image)
        require(by, "articles.withdraw_image", image)
        image.withdrawn_at = at and (stored.withdrawn_at or at)
        image.version = stored.version + 1
        image.save(update_fields=["withdrawn_at", "version"])
        _show(image)
        _record(image, by, "picture withdrawn" if at else "picture brought back")


def delete(image, *, by):
    """Take a picture that nothing uses out of the library, with its files."""
    with transaction.atomic():
        stored = _lock(image)
        require_edit(by, image)
        require(by, "articles.delete_image", image)
        if uses := uses_of(image, by):
            raise Refused([_("The picture is in use, so it cannot be deleted. Remove it there first:"), *uses])
        _record(image, by, "picture deleted")
        try:
            image.delete()
        except ProtectedError:
            raise Refused(_("The picture is in use, so it cannot be deleted.")) from None
        transaction.on_commit(lambda: _destroy(stored))


def uses_of(image, by) -> list[str]:
    """Where the picture is used, a line each; what this user may not see is counted only."""
    stories, subjects = Article.objects.using_picture(image), Subject.objects.filter(portrait__image=image)
    seen = list(stories.visible_to(by)), list(subjects.visible_to(by))
    lines = [_("The story “%(title)s”") % {"title": story.title} for story in seen[0]]
    lines += [_("The portrait of %(name)s") % {"name": subject} for subject in seen[1]]
    if hidden := stories.count() + subjects.count() - len(lines):
        lines.append(_("Uses that you may not see: %(count)d") % {"count": hidden})
    return lines


# Behind the door ---------------------------------------------------------------------------------------------------


def _record(image, by, action: str, **detail):
    audit.record(by, action, target=f"picture #{image.pk}", **detail)


def _lock(image):
    """The row as it is stored, held until the transaction ends."""
    take_turn()
    try:
        return Image.objects.select_for_update().get(pk=image.pk)
    except Image.DoesNotExist:
        raise Refused(_("Somebody has deleted this picture.")) from None


def _wait_again(image, columns):
    image.state = Image.State.WAITING
    image.save(update_fields=[*columns, "version", "state"])
    jobs.enqueue(KIND, [image.pk])
    announce_change(Image, [image.pk])


def _show(image):
    """Readers get it as it is stored now, wherever it stands."""
    rendering.rebuild(stories_with([image.pk]))
    announce_change(Image, [image.pk])
    look_at_stories_that_wait(image)


def _columns(facts) -> dict:
    return {name: facts[name] for name in ("format", "width", "height", "colour")}


def _into_folder(token: str, task: str, **job) -> dict:
    """Have the workshop write into the new picture's folder; says in a sentence what is in the way."""
    try:
        folder(token).mkdir(parents=True)
    except OSError:
        raise Refused(sentence("disk")) from None
    try:
        return child.work(task, folder=folder(token), **job)
    except child.PictureError as refusal:
        discard(token)
        raise Refused(sentence(refusal.code), code=refusal.code) from None


@contextlib.contextmanager
def _on_disk(file):
    """What was uploaded, as an open file that the child can be given; a nameless copy of what is in memory only."""
    with contextlib.ExitStack() as stack:
        source = file.file
        try:
            source.fileno()
        except OSError:
            source = stack.enter_context(tempfile.TemporaryFile())
            try:
                shutil.copyfileobj(file, source)
            except OSError:
                raise Refused(sentence("disk")) from None
        source.seek(0)
        yield source


def _keep_original(source, kind: str) -> str:
    """Its name in the private folder of originals; nothing where the newsroom keeps none."""
    if not settings.ORIGINALS_ROOT:
        return ""
    name = f"{secrets.token_hex(16)}.{kind}"
    place = Path(settings.ORIGINALS_ROOT) / name
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        source.seek(0)
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
    except OSError:
        _discard_original(name)
        raise Refused(sentence("disk")) from None
    return name


def _discard_original(name: str):
    if name and settings.ORIGINALS_ROOT:
        with contextlib.suppress(OSError):
            (Path(settings.ORIGINALS_ROOT) / Path(name).name).unlink()


def _destroy(stored):
    """The files of a picture that is gone, or of what it was before."""
    discard(stored.token)
    _discard_original(stored.original)


def _checked(area) -> dict:
    """The area with its values proven, cut at the picture's edges."""
    try:
        shape, style = area["shape"], area["style"]
        x, y, width, height = (float(area[name]) for name in ("x", "y", "width", "height"))
    except (KeyError, TypeError, ValueError):
        raise Refused(_("The areas to cover could not be read. Mark them again.")) from None
    is_known = shape in {"rectangle", "ellipse"} and style in {"solid", "mosaic"}
    is_finite = all(map(math.isfinite, (x, y, width, height)))
    right, bottom = min(1, x + width), min(1, y + height)
    x, y = max(0, x), max(0, y)
    if not (is_known and is_finite and x < right and y < bottom):
        raise Refused(_("The areas to cover could not be read. Mark them again."))
    return {"shape": shape, "style": style, "x": x, "y": y, "width": right - x, "height": bottom - y}


def _refuse_size(size):
    if size == 0:
        raise Refused(_("The file is empty. Choose it again."), code="empty")
    if size > MAX_BYTES:
        raise Refused(sentence("bytes"), code="bytes")


def sentence(code: str) -> str:
    """Why the workshop did not take the picture, and what to do."""
    limits = {"megabytes": MAX_BYTES // 10**6, "megapixels": MAX_PIXELS // 10**6, "side": MAX_SIDE}
    sentences = {
        "bytes": _("The file is larger than %(megabytes)d MB. Make it smaller and add it again."),
        "pixels": _("The picture has more than %(megapixels)d megapixels. Make it smaller and add it again."),
        "side": _("The picture is wider or higher than %(side)d pixels. Make it smaller and add it again."),
        "memory": _("The picture needs too much memory. Save it as a JPEG, or make it smaller, and add it again."),
        "time": _("The picture took too long to open. Make it smaller and add it again."),
        "disk": _("The picture could not be saved: the server's disk is full or read-only. Tell your administrator."),
    }  # fmt: skip
    unreadable = _("This file cannot be read as a picture. Add an undamaged JPEG, PNG, WebP or GIF.")
    return sentences.get(code, unreadable) % limits
