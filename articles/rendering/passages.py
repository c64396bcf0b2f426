"""Where a story or a picture holds a name that readers must not see, and where a machine cannot say: asked when staff look.

It reads with the masks by which readers' texts are derived, so that the list and the pages cannot differ.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from articles import body
from articles.body.reading import read
from articles.models import Article, Byline, Image
from articles.models.article import PUBLIC_LINES
from articles.pictures import showing
from articles.rendering.stories import Relations, masks_of_story
from people.detection.recognition import Place
from people.naming.hiding import Masks, masks_in, paragraph_digest

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
    digest: str = ""
    """Of its paragraph, by which it can be settled; of a full name there is none."""

    @property
    def text(self) -> str:
        return f"{self.before}{self.words}{self.after}".strip()


@dataclass
class Passages:
    """What one story or picture holds of a name."""

    hidden: list[Passage] = field(default_factory=list)
    """Readers get another word in their place."""
    doubts: list[Passage] = field(default_factory=list)
    """Readers read them: words of the language, too."""
    settled: list[Passage] = field(default_factory=list)
    """Readers read them, because somebody has said that they mean another."""
    links_taken: list[str] = field(default_factory=list)
    links_out: list[str] = field(default_factory=list)
    """Addresses outside the site that readers are led to; what those pages say is not known here."""


def passages_of(article: Article, subject, protected, relations: Relations | None = None) -> Passages:
    """What the story holds of the subject's name."""
    relations = relations or Relations.stored(article)
    masks = masks_of_story(article, relations, protected)
    if subject.pk not in masks.in_play:
        return Passages()
    found = _read(_lines_of(article, relations), masks, subject)
    addresses = list(dict.fromkeys([*filter(None, [article.source_url]), *body.addresses_in(article.body)]))
    found.links_taken = [href for href in addresses if masks.hides_link(href)][:MOST_LINKS]
    if subject.pk in relations.meant:
        left = (href for href in addresses if _leads_out(href) and href not in found.links_taken)
        found.links_out = list(left)[:MOST_LINKS]
    return found


def doubts_in(article: Article, protected) -> list[tuple[int, Passage]]:
    """Words of the story that may be the name of somebody hidden and that readers see, each with that subject's number."""
    if not protected:
        return []
    relations = Relations.stored(article)
    masks = masks_of_story(article, relations, protected)
    lines = _lines_of(article, relations) if masks else ()
    return [
        (place.subject, _passage(label, text, place, False)) for label, text in lines for place in masks.doubts(text)
    ]


def passages_of_picture(image: Image, subject, protected) -> Passages:
    """What the words of the picture, in all languages, hold of the subject's name."""
    shown = {row.subject_id for row in image.shown.all()}
    whole = Passages()
    for row, names in [
        (image, ("alt", "caption", "credit", "copyright")),
        *((text, ("alt", "caption")) for text in image.texts.all()),
    ]:
        lines = {name: getattr(row, name) for name in names}
        masks = masks_in("\n".join(lines.values()), row.language, shown, protected)
        if subject.pk not in masks.in_play:
            continue
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
    shown = [article.lead_image] if article.lead_image else []
    in_text = relations.images.prefetch_related("texts") if body.images_in(article.body) else []
    for image in [*shown, *in_text]:
        for line in showing.words_of(image, article.language):
            yield _label(Article, "lead_image"), line


def _label(model, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


def _read(lines: Iterable[tuple[str, str]], masks: Masks, subject) -> Passages:
    """Read for this subject alone, and as if nothing was settled, so that what was can be taken back."""
    found, told = Passages(), (masks.language, masks.protected)
    alone, everybody = (Masks(*told, in_play, masks.named) for in_play in ({subject.pk}, masks.in_play))
    for label, text in lines:
        hidden, doubts = alone.hidden(text), alone.doubts(text)
        full = everybody.full_names(text) if hidden or doubts else []
        for place in (hidden + doubts)[:MOST_PASSAGES]:
            is_full = any(_overlap(place, name) and name.subject == subject.pk for name in full)
            if not is_full and any(_overlap(place, name) for name in full):
                continue  # a part of another hidden name
            passage = _passage(label, text, place, is_full)
            is_settled = (subject.pk, passage.digest) in masks.settled
            rows = found.settled if is_settled else found.hidden if place in hidden else found.doubts
            rows.append(passage)
    return found


def _overlap(place: Place, other: Place) -> bool:
    return place.start < other.end and other.start < place.end


def _passage(label: str, text: str, place: Place, is_full: bool) -> Passage:
    """The words with their sentence, or a part of it, on both sides."""
    begins, ends = text.rfind("\n", 0, place.start) + 1, text.find("\n", place.start)
    ends = ends if ends >= 0 else len(text)
    before = SENTENCE_END.split(text[begins : place.start])[-1]
    after = text[place.end : max(ends, place.end)]
    if found := SENTENCE_END.search(f"{after} "):
        after = after[: found.start() + 1]
    if len(before) > AROUND:
        before = f"…{before[-AROUND:].partition(' ')[2]}"
    if len(after) > AROUND:
        after = f"{after[:AROUND].rpartition(' ')[0]}…"
    digest = "" if is_full else paragraph_digest(text[begins:ends])
    return Passage(label, before, text[place.start : place.end], after, digest)


def _leads_out(href: str) -> bool:
    try:
        return urlsplit(href).scheme in {"http", "https"}
    except ValueError:
        return True
