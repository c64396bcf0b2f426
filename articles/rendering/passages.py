"""Where a story or a picture holds a name that readers must not see, and where a machine cannot say: asked when staff look.

It reads with the masks by which readers' texts are derived, so that the list and the pages cannot differ.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from articles import body
from articles.body.reading import read
from articles.models import Article, Byline, Image
from articles.models.article import PUBLIC_LINES
from articles.rendering.stories import Relations, masks_of
from people.detection.recognition import Place
from people.naming.hiding import Masks, masks_in

#: So many characters are shown on each side of the words.
AROUND = 90
SENTENCE_END = re.compile(r"[.!?…。؟]\s")
#: Of one story or picture; whoever reads on opens it.
MOST_PASSAGES = 40
MOST_LINKS = 20


@dataclass(frozen=True)
class Passage:
    """Words in one line of a story or picture, with what stands around them."""

    line: str
    before: str
    words: str
    after: str
    is_hidden: bool
    """Readers get another word in their place; otherwise they read them, and somebody is to say whom they mean."""
    is_full: bool = False


@dataclass
class Passages:
    """What one story or picture holds of a name."""

    hidden: list[Passage]
    doubts: list[Passage]
    links_taken: list[str]
    links_out: list[str]
    """Addresses outside the site that readers are led to; what those pages say is not known here."""


def passages_of(article: Article, subject, protected) -> Passages:
    """What the story holds of the subject's name."""
    relations = Relations.stored(article)
    masks = masks_of(article, relations, protected)
    if subject.pk not in masks.in_play:
        return Passages([], [], [], [])
    found = _read(_lines_of(article, relations), masks, subject)
    addresses = list(dict.fromkeys([*filter(None, [article.source_url]), *body.addresses_in(article.body)]))
    found.links_taken = [href for href in addresses if masks.hides_link(href)][:MOST_LINKS]
    if subject.pk in relations.meant:
        left = (href for href in addresses if _leads_out(href) and href not in found.links_taken)
        found.links_out = list(left)[:MOST_LINKS]
    return found


def passages_of_picture(image: Image, subject, protected) -> Passages:
    """What the words of the picture, in all languages, hold of the subject's name."""
    shown = {row.subject_id for row in image.shown.all()}
    whole = Passages([], [], [], [])
    for row, names in [
        (image, ("alt", "caption", "credit", "copyright")),
        *((text, ("alt", "caption")) for text in image.texts.all()),
    ]:
        lines = {name: getattr(row, name) for name in names}
        masks = masks_in("\n".join(lines.values()), row.language, shown, protected)
        found = _read(((_label(type(row), name), line) for name, line in lines.items()), masks, subject)
        whole.hidden += found.hidden
        whole.doubts += found.doubts
    return whole


def _lines_of(article, relations: Relations) -> Iterable[tuple[str, str]]:
    """Every line that readers get, with its name; the text in one piece, as it is derived."""
    yield _label(Article, "title"), article.title
    yield _label(Article, "summary"), article.summary
    yield _label(Article, "body"), read(article.body).text
    for name in PUBLIC_LINES:
        if name != "source_url":
            yield _label(Article, name), getattr(article, name)
    for row in relations.notes:
        yield (_("byline") if isinstance(row, Byline) else _("correction")), row.text


def _label(model, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _read(lines: Iterable[tuple[str, str]], masks: Masks, subject) -> Passages:
    hidden, doubts = [], []
    for label, text in lines:
        places = [place for place in masks.hidden(text) if place.subject == subject.pk]
        full = masks.full_names(text) if places else []
        for place in places[: MOST_PASSAGES - len(hidden)]:
            hidden.append(_passage(label, text, place, True, any(_overlap(place, name) for name in full)))
        for place in masks.doubts(text)[: MOST_PASSAGES - len(doubts)]:
            if place.subject == subject.pk:
                doubts.append(_passage(label, text, place, False))
    return Passages(hidden, doubts, [], [])


def _overlap(place: Place, other: Place) -> bool:
    return place.subject == other.subject and place.start < other.end and other.start < place.end


def _passage(label: str, text: str, place: Place, is_hidden: bool, is_full: bool = False) -> Passage:
    """The words with their sentence, or a part of it, on both sides."""
    begins, ends = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.end)
    before = SENTENCE_END.split(text[begins : place.start])[-1]
    after = text[place.end : ends if ends >= 0 else None]
    if found := SENTENCE_END.search(f"{after} "):
        after = after[: found.start() + 1]
    if len(before) > AROUND:
        before = f"…{before[-AROUND:].partition(' ')[2]}"
    if len(after) > AROUND:
        after = f"{after[:AROUND].rpartition(' ')[0]}…"
    return Passage(label, before, text[place.start : place.end], after, is_hidden, is_full)


def _leads_out(href: str) -> bool:
    try:
        return urlsplit(href).scheme in {"http", "https"}
    except ValueError:
        return True
