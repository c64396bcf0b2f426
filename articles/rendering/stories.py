"""What readers see of a story, derived from what the editor wrote, by one function.

Derived columns are rebuilt in the same transaction as the change that they follow, so that no reader can meet an old one.
"""

from dataclasses import dataclass, replace
from functools import reduce

from django.conf import settings
from django.db import models, transaction
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext

from articles import body
from articles.body import Span
from articles.models import Article, Byline, Image, Mention
from articles.models.article import PUBLIC_LINES
from articles.pictures import showing
from people import detection
from people.base.locks import take_turn
from people.base.transliteration import make_slug
from people.detection import Candidate, keys_of
from people.models import Name
from people.names import plain_fold
from people.naming.hiding import masks_in, protected_names
from people.signals import announce_change

DERIVED = ["public_title", "public_summary", "body_html", "masked", "word_count", "folded", "public_folded", "slug"]


@dataclass
class Relations:
    """What a story is derived from beside its own columns: as stored, or of a version that is only shown (``is_stored``)."""

    notes: list
    #: Keys of subjects: all but those of whom the desk said "not this one", and those that are confirmed.
    meant: set[int]
    confirmed: set[int]
    #: The pictures that may be shown in the text, and where their files are asked for.
    images: models.QuerySet
    base: str = showing.READERS
    is_stored: bool = True

    @classmethod
    def stored(cls, article):
        meant = dict(article.mentions.meant().values_list("subject", "state"))
        confirmed = {key for key, state in meant.items() if state == Mention.State.CONFIRMED}
        notes = [*article.corrections.all(), *article.bylines.exclude(text="")]
        return cls(notes, set(meant), confirmed, Image.objects.in_text_of(article))


def derive(article, protected=None, relations: Relations | None = None):
    """Set the derived columns of the story, and of its corrections, from their sources. The caller saves the story."""
    article.body = body.clean(article.body)  # as it will be stored
    relations = relations or Relations.stored(article)
    text = body.text_of(article.body)
    lines = {name: getattr(article, name) for name in PUBLIC_LINES}
    notes = [row.text for row in relations.notes]
    everything = _everything(article, text, relations)
    masks = masks_in(everything, article.language, relations.meant, protected)

    shown = _reader(masks)
    article.public_title = shown(article.title)[:600]
    article.public_summary = shown(article.summary)
    article.body_html = _render(article, masks, relations)
    article.masked = {name: shown(line) for name, line in lines.items() if shown(line) != line}
    if "source_url" in article.masked or (article.source_url and _is_hidden(article.source_url, masks)):
        article.masked["source_url"] = ""
    if masks and (words := _words_of_lead(article, shown)):
        article.masked["lead_picture"] = words
    article.word_count = body.word_count(text)
    article.folded = plain_fold(everything)
    seen = [body.text_of(article.body_html), *article.shown.values(), *map(shown, notes)]
    article.public_folded = plain_fold("\n".join([article.public_title, article.public_summary, *seen]))
    if article.concerns_readers and any(
        mask.hides_link(article.slug) for mask in masks
    ):  # of a draft its writer would learn
        article.slug = make_slug(article.public_title, article.language, fallback="story", max_length=100)
    for row in relations.notes:
        _derive_text(row, shown(row.text), relations.is_stored)


def _reader(masks):
    """What makes of a line what readers may see of it."""
    return lambda line: reduce(lambda text, mask: mask.apply(text), masks, line)


def _words_of_lead(article, shown) -> dict[str, str]:
    """The lines of the lead picture that this story shows in another way than the library: {its line: ours}."""
    image = article.lead_image
    lines = showing.words_of(image, article.language) if image else []
    return {line: shown(line) for line in lines if shown(line) != line}


def body_for(article, base: str, images) -> str:
    """The story's text as readers would see it, with pictures from another base, for previews. Touches neither row nor story.

    ``images``: those that whoever looks may see.
    """
    relations = replace(Relations.stored(article), images=images, base=base)
    everything = _everything(article, body.text_of(article.body), relations)
    return _render(article, masks_in(everything, article.language, relations.meant), relations)


def _everything(article, text: str, relations: Relations) -> str:
    """All that a story says: a full name in any line of it tells whom the rest means."""
    lines = [getattr(article, name) for name in PUBLIC_LINES]
    return "\n".join([article.title, article.summary, text, *lines, *(row.text for row in relations.notes)])


def _render(article, masks, relations: Relations) -> str:
    names = StoryNames(article.language, relations.confirmed)

    def find(whole: str) -> list[Span]:
        hidden = [Span(*place, replacement=mask.label) for mask in masks for place in mask.places(whole)]
        return hidden + names.spans(whole)

    def keeps_link(href: str) -> bool:
        return bool(href) and not _is_hidden(href, masks)

    with translation.override(article.language):
        numbers, read = body.images_in(article.body), _reader(masks)
        picture = showing.figures(relations.images, numbers, article.language, relations.base, read)
        return body.render(article.body, find, keeps_link, gettext("Table"), picture)


def _is_hidden(href: str, masks) -> bool:
    return any(mask.hides_link(href) for mask in masks)


def _derive_text(row, public_text: str, is_stored: bool):
    if row.public_text == public_text:
        return
    row.public_text = public_text[:500] if isinstance(row, Byline) else public_text
    if is_stored:
        type(row).objects.filter(pk=row.pk).update(public_text=row.public_text)


class StoryNames:
    """The names by which the story's confirmed subjects may be shown, as an index to find them by (``NameIndex``).

    Only public ones: a link from a spelling that is for staff alone would tell whose it is.
    """

    def __init__(self, language: str, confirmed: set[int]):
        self.names = list(Name.objects.public().filter(subject__in=confirmed).select_related("subject"))
        with translation.override(language or settings.DEFAULT_EDITION):
            self.addresses = {name.subject_id: name.subject.get_absolute_url() for name in self.names}
        self.language = language

    def spans(self, text: str) -> list[Span]:
        """Where to link: the recorded spellings as they are, and for subjects not found so their case forms and variants."""
        exact = [
            Span(start, start + len(name.text), href=self.addresses[name.subject_id])
            for name in self.names
            for start in _whole_words(text, name.text)
        ]
        linked = {span.href for span in exact}
        missing = {key: href for key, href in self.addresses.items() if href not in linked}
        found = detection.find(text, self.language, self).decided if missing else []
        return exact + [
            Span(span.start, span.end, href=missing[span.subject_id]) for span in found if span.subject_id in missing
        ]

    def with_keys(self, keys):
        for name, candidate in zip(self.names, self._candidates, strict=True):
            for key in keys & keys_of(name.text, name.subject.kind, name.kind, name.language):
                yield key, candidate

    def of_subjects(self, subject_ids):
        return [candidate for candidate in self._candidates if candidate.subject_id in subject_ids]

    @cached_property
    def _candidates(self):
        return [
            Candidate(name.subject_id, name.subject.kind, name.text, name.kind, name.language, name.folded)
            for name in self.names
        ]


def _whole_words(text: str, spelling: str):
    start = text.find(spelling)
    while start >= 0:
        end = start + len(spelling)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start
        start = text.find(spelling, end)


@transaction.atomic
def rebuild(articles) -> int:
    """Derive and store anew, without touching versions or times. Returns the number of stories."""
    take_turn()
    count, protected, changed = 0, protected_names(), []
    for article in articles.iterator(chunk_size=100):
        derive(article, protected)
        type(article).objects.filter(pk=article.pk).update(**{name: getattr(article, name) for name in DERIVED})
        count += 1
        changed += [article.pk] if article.concerns_readers else []
    announce_change(Article, changed)
    return count
