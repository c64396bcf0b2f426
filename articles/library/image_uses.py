"""Which pictures a story uses: rows that its save keeps, from its lead picture and its text.

The rows are the permission: what readers may fetch and what the page shows of the library is asked of them, so that a number
that somebody types into a text opens no picture that they may not see.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import images_in
from articles.models import ArticleImage, Image, ImageSubject
from people.models import Exposure


@dataclass(frozen=True)
class Problem:
    """What is wrong with a picture of a story, in a sentence."""

    picture: int
    sentence: str
    #: Which words of the picture's are missing.
    asks: str = ""
    #: Nobody has to do anything: it passes by itself.
    waits: bool = False


LEAD, BODY = ArticleImage.Place.LEAD, ArticleImage.Place.BODY


def keep_uses(article, *, by):
    """Make the story's rows follow what it holds. A picture is new in a story only if this user may see it."""
    rows = ArticleImage.objects.on_page().filter(article=article)
    kept = {(image, place): pk for pk, image, place in rows.values_list("pk", "image", "place")}
    wanted = {(article.lead_image_id, LEAD)} if article.lead_image_id else set()
    wanted |= {(number, BODY) for number in images_in(article.body)}
    if gone := [pk for use, pk in kept.items() if use not in wanted]:
        ArticleImage.objects.filter(pk__in=gone).delete()
    if new := wanted - kept.keys():
        _add(article, new, by)


@transaction.atomic
def _add(article, new: set, by):
    # Locked, so that none of them is deleted in between.
    asked = Image.objects.visible_to(by).filter(pk__in={number for number, _place in new}).select_for_update()
    known = set(asked.values_list("pk", flat=True))
    ArticleImage.objects.bulk_create(
        ArticleImage(article=article, image_id=number, place=place) for number, place in sorted(new) if number in known
    )


def picture_problems(article) -> list[Problem]:
    """What is missing of the story's pictures before readers may have it."""
    return list(_problems(article.lead_image_id, images_in(article.body), article.language))


def problems_of(lead: int | None, numbers: list[int], language: str) -> dict[int, str]:
    """The first problem of each picture by its number, for what is not stored yet.

    One that is being prepared is none: readers get the page without it until then.
    """
    found = {}
    for problem in _problems(lead, numbers, language):
        if not problem.waits:
            found.setdefault(problem.picture, problem.sentence)
    return found


def _problems(lead: int | None, numbers: list[int], language: str):
    for key, name, image in _pictures(lead, numbers):
        for sentence, more in _problems_of(image, language):
            yield Problem(key, sentence % {"picture": name}, **more)


def picture_warnings(article) -> list[Problem]:
    """What an editor should know of the story's pictures: no credit, or a face whose name is kept from readers."""
    found = _pictures(article.lead_image_id, images_in(article.body))
    pictures = [(key, name) for key, name, image in found if image]
    uncredited = {key for key, _name, image in found if image and not image.credit}
    protected = _showing_protected([key for key, _name in pictures])
    no_credit = _("%(picture)s has no credit.")
    shows = _("%(picture)s shows somebody whose name is protected.")
    return [
        *(Problem(key, no_credit % {"picture": name}, asks="credit") for key, name in pictures if key in uncredited),
        *(Problem(key, shows % {"picture": name}) for key, name in pictures if key in protected),
    ]


def _showing_protected(keys: list[int]) -> set[int]:
    """Those of the pictures that show somebody whose name is kept from readers."""
    rows = ImageSubject.objects.filter(image__in=keys).exclude(subject__exposure=Exposure.NAMED)
    return set(rows.values_list("image", flat=True))


def _pictures(lead: int | None, numbers: list[int]) -> list:
    """(number, what it is called, the picture or None) for each that a story uses, the lead first."""
    keys = list(dict.fromkeys([*([lead] if lead else []), *numbers]))
    found = Image.objects.prefetch_related("texts").in_bulk(keys) if keys else {}
    in_text = _("The picture #%(number)d in the text")
    return [(key, _("The lead picture") if key == lead else in_text % {"number": key}, found.get(key)) for key in keys]


def _problems_of(image, language):
    """What is in the way, each as a sentence with a place for what the picture is called, and what to do about it."""
    if image is None:
        yield _("%(picture)s is no longer in the library: remove it."), {}
        return
    if image.is_withdrawn:
        yield _("%(picture)s is withdrawn: remove it, or restore it."), {}
    elif image.state == Image.State.FAILED:
        yield _("%(picture)s could not be prepared: remove it and add it to the library again."), {}
    if image.rights_until and image.rights_until < timezone.localdate():
        yield _("%(picture)s must not be used any more: its rights have ended."), {}
    if not _is_described(image, language):
        yield _("%(picture)s has no description: say what it shows."), {"asks": "alt"}
    if image.state == Image.State.WAITING:
        yield _("%(picture)s is still being prepared."), {"waits": True}


def _is_described(image, language) -> bool:
    return bool(image.alt) or any(text.alt for text in image.texts.all() if text.language == language)
