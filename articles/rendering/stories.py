"""What readers see of a story, derived from what the editor wrote, by one function.

Derived columns are rebuilt in the same transaction as the change that they follow, so that no reader can meet an old one.
"""

from dataclasses import dataclass, replace

from django.conf import settings
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext

from articles import body
from articles.body import Span
from articles.models import Article, Byline, Image, Mention
from articles.models.article import PUBLIC_LINES
from articles.pictures import showing
from articles.rendering import glossary
from people import detection
from people.base.locks import take_turn
from people.base.transliteration import make_slug
from people.detection.traces import trace_of
from people.models import Exposure, NameTrace, Subject
from people.names import search_fold
from people.naming.hiding import Masks, masks_in, protected_names
from people.search.index import DatabaseIndex
from people.signals import announce_change

DERIVED = [
    "public_title",
    "public_summary",
    "body_html",
    "masked",
    "word_count",
    "folded",
    "public_folded",
    "slug",
    "kept_slug",
]


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
        return cls._of(article, article.mentions.meant(), article.bylines.exclude(text=""))

    @classmethod
    def prefetched(cls, article):
        """As stored, without asking again for the mentions and bylines of a story of a list."""
        mentions = [row for row in article.mentions.all() if row.state != Mention.State.REJECTED]
        return cls._of(article, mentions, [row for row in article.bylines.all() if row.text])

    @classmethod
    def _of(cls, article, mentions, bylines):
        meant = {row.subject_id: row.state for row in mentions}
        confirmed = {key for key, state in meant.items() if state == Mention.State.CONFIRMED}
        notes = [*article.corrections.all(), *bylines]
        return cls(notes, set(meant), confirmed, Image.objects.in_text_of(article))


def derive(article, protected=None, relations: Relations | None = None, terms=None):
    """Set the derived columns of the story, and of its corrections, from their sources. The caller saves the story."""
    article.body = body.clean(article.body, article.language)  # as it will be stored
    relations = relations or Relations.stored(article)
    text = body.text_of(article.body)
    notes = [row.text for row in relations.notes]
    everything = _everything(article, text, relations)
    masks = masks_of_story(article, relations, protected, everything)

    shown, address_before = masks.apply, _address_of(article)
    article.public_title = shown(article.title)[:600]
    article.public_summary = shown(article.summary)
    article.body_html = _render(article, masks, relations, terms)
    article.masked = _masked_lines(article, masks)
    article.word_count = body.word_count(text)
    article.folded = search_fold(f"{everything}\n{body.raised_in(article.body)}")
    article.name_trace = trace_of(everything, article.language)
    html = article.body_html
    seen = [body.text_of(html), body.raised_in(html), *article.shown.values(), *map(shown, notes)]
    article.public_folded = search_fold("\n".join([article.public_title, article.public_summary, *seen]))
    if article.concerns_readers:  # of a draft its writer would learn
        _derive_slug(article, masks, address_before)
    for row in relations.notes:
        _derive_text(row, shown(row.text), relations.is_stored)


def _masked_lines(article, masks: Masks) -> dict:
    """The lines that readers see otherwise than they were written, as they see them."""
    lines = {name: getattr(article, name) for name in PUBLIC_LINES}
    masked = {name: public for name, line in lines.items() if (public := masks.apply(line)) != line}
    if "source_url" in masked or (article.source_url and masks.hides_link(article.source_url)):
        masked["source_url"] = ""
    if masks and (words := _words_of_lead(article, masks.apply)):
        masked["lead_picture"] = words
    return masked


def _address_of(article) -> str:
    """The address that follows from what readers see of the headline."""
    return make_slug(article.public_title, article.language, fallback="story", max_length=100)


def _derive_slug(article, masks, address_before: str):
    """An address that holds a hidden name gives way to one that does not, and comes back when the name may be seen.

    Who meanwhile types another address wants that one.
    """
    is_kept = article.kept_slug and article.slug in (address_before, _address_of(article))
    wanted = article.kept_slug if is_kept else article.slug
    if masks.hides_link(f"/{wanted}/"):
        article.kept_slug, article.slug = wanted, _address_of(article)
    else:
        article.kept_slug, article.slug = "", wanted


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
    return _render(article, masks_of_story(article, relations), relations)


def masks_of_story(article, relations: Relations, protected=None, everything: str = "") -> Masks:
    """What is hidden in the story, as it is derived. ``everything`` is all that it says, where that is known already."""
    everything = everything or _everything(article, body.text_of(article.body), relations)
    masks = masks_in(everything, article.language, relations.meant, protected, relations.confirmed)
    if masks:
        masks.settled = {(row.subject_id, row.digest) for row in article.settled_passages.all()}
    return masks


def everything_in(article, relations: Relations) -> str:
    """All that a story says, as its rows stand."""
    return _everything(article, body.text_of(article.body), relations)


def _everything(article, text: str, relations: Relations) -> str:
    """All that a story says: a full name in any line of it, or in an address, tells whom the rest means."""
    lines = [getattr(article, name) for name in PUBLIC_LINES]
    notes = [row.text for row in relations.notes]
    return "\n".join([article.title, article.summary, text, *lines, *notes, *body.addresses_in(article.body)])


def _render(article, masks: Masks, relations: Relations, terms=None) -> str:
    def find(whole: str) -> list[Span]:
        links = _links(masks, relations.confirmed, whole, article.language)
        words = glossary.spans_of(whole, article.language, terms)
        return [Span(start, end, replacement=label) for start, end, label in masks.places(whole)] + links + words

    with translation.override(article.language or settings.DEFAULT_EDITION):
        numbers = body.images_in(article.body)
        picture = showing.figures(relations.images, numbers, article.language, relations.base, masks.apply)
        keeps_link = _keeps_link(masks)
        return body.render(article.body, find, keeps_link, gettext("Table"), picture)


def _links(masks: Masks, confirmed: set[int], text: str, language: str) -> list[Span]:
    """Decided mentions of subjects that the desk confirmed, and no others: among all names that are recorded, since another
    bearer makes a bare name doubtful. Only from spellings that readers may see: another would tell whose it is.
    """
    subjects = {name.subject_id: name.subject for name in masks.named.names if name.subject_id in confirmed}
    if not subjects:
        return []
    findings = detection.find(text, language, DatabaseIndex(Subject.objects.filter(exposure=Exposure.NAMED)))
    shown = {(name.subject_id, name.text) for name in masks.named.names}
    return [
        Span(span.start, span.end, href=subjects[span.subject_id].get_absolute_url())
        for span in findings.links_to(subjects.keys())
        if (span.subject_id, span.candidates[0].text) in shown
    ]


def _keeps_link(masks: Masks):
    return lambda href: bool(href) and not masks.hides_link(href)


def _derive_text(row, public_text: str, is_stored: bool):
    if row.public_text == public_text:
        return
    row.public_text = public_text[:500] if isinstance(row, Byline) else public_text
    if is_stored:
        type(row).objects.filter(pk=row.pk).update(public_text=row.public_text)


def keep_trace(article):
    """Keep what the stored, derived story holds of names, so that it is found when one of them is withheld."""
    NameTrace.objects.store(article, article.name_trace)


@transaction.atomic
def rebuild(articles) -> int:
    """Derive and store anew, without touching versions or times. Returns the number of stories."""
    take_turn()
    protected, terms, traces, changed = protected_names(), list(glossary.explained()), {}, []
    for article in articles.iterator(chunk_size=100):
        derive(article, protected, terms=terms)
        type(article).objects.filter(pk=article.pk).update(**{name: getattr(article, name) for name in DERIVED})
        traces[article.pk] = article.name_trace
        changed += [article.pk] if article.concerns_readers else []
    NameTrace.objects.store_all(Article, traces)
    announce_change(Article, changed)
    return len(traces)
