"""What readers see of sections, topics, packages, breaking bars, standing pages and the glossary, derived from what the editors
wrote, and stored beside it.

Names and addresses of sections and topics are never changed by a machine: where a protected name stands in one,
``names_that_stay`` says. Those of packages are, as those of stories: a package is often named after a person.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from articles import body
from articles.body import Span
from articles.models import (
    BreakingLine,
    Mention,
    Package,
    PackageStory,
    Page,
    ReaderService,
    Section,
    StaffEntry,
    Term,
    Topic,
)
from people.models import Kind, Subject
from people.naming import slugs
from people.naming.hiding import Protected, masks_of_all
from people.naming.public_text import Reading, protected_names, reading
from people.naming.texts import store_changed
from people.signals import announce_change

PORTION = 500
MODELS = (Section, Topic, Package, BreakingLine, Page, Term, ReaderService, StaffEntry)


def read_rows(rows, protected=None):
    """Set what readers see of these rows of ``MODELS``; whoever asks stores them."""
    protected = protected_names() if protected is None else protected
    for row in rows:
        if isinstance(row, Page):
            _read_page(row, protected)
        elif isinstance(row, ReaderService):
            _read_service(row, protected)
        elif isinstance(row, StaffEntry):
            shown = reading(f"{row.role}\n{row.languages}", row.service.language, [row.person_id], protected)
            row.set_public({line: shown(getattr(row, line)) for line in row.LINES})
        elif isinstance(row, Term):
            _read_term(row, protected)
        elif isinstance(row, Package):
            _read_package(row, protected)
        else:
            lines = {line: getattr(row, line) for line in row.LINES}
            everything = "\n".join([getattr(row, "name", ""), *lines.values()])
            shown = reading(everything, row.language, _named_in_stories_of(row) if protected else (), protected)
            row.set_public({line: shown(text) for line, text in lines.items()})


def _named_in_stories_of(row) -> set[int]:
    """Whom the stories of a package, or that of a breaking bar, are tagged with: its words mean the same people."""
    if isinstance(row, Package):
        mentions = Mention.objects.filter(article__in=row.parts.order_by().values("article"))
    elif isinstance(row, BreakingLine):
        mentions = Mention.objects.filter(article=row.article_id)
    else:
        return set()
    return set(mentions.meant().values_list("subject", flat=True))


def _read_package(package, protected):
    """Its address was made of its heading: one that holds a hidden name gives way to one that does not."""
    lines = {line: getattr(package, line) for line in package.LINES}
    everything = "\n".join([*lines.values(), package.slug.replace("-", " ")])
    tagged = _named_in_stories_of(package) if protected else ()
    shown = reading(everything, package.language, tagged, protected)
    package.set_public({line: shown(text) for line, text in lines.items()})
    for words in (package.public_heading, ""):
        if not shown.keeps_link(f"/{package.slug}/"):
            package.slug = slugs.free_slug(package, words, package.language, fallback="package")


def _read_term(term, protected):
    shown = reading(f"{term.term}\n{term.forms}\n{term.definition}", term.language, (), protected)
    term.set_public({"term": shown(term.term), "definition": shown(term.definition)})
    term.is_masked = term.is_masked or shown(term.forms) != term.forms


def _read_page(page, protected):
    page.body = body.clean(page.body)  # as it will be stored
    shown = reading(f"{page.title}\n{body.text_of(page.body)}", page.language, (), protected)
    page.set_public({"title": shown(page.title)})
    page.body_html = _render(page, shown)
    page.is_masked = page.is_masked or (bool(protected) and page.body_html != _render(page, Reading()))


def _read_service(service, protected):
    lines = {line: getattr(service, line) for line in service.LINES}
    shown = reading("\n".join(lines.values()), service.language, (), protected)
    whole = {line: lines[line] for line in service.WHOLE}
    service.set_public(
        {line: shown(text) for line, text in lines.items() if line not in whole}
        | {
            line: text if shown(text) == text and (not text or shown.keeps_link(text)) else ""
            for line, text in whole.items()
        }
    )


def _render(page, shown: Reading) -> str:
    def find(whole: str) -> list[Span]:
        return [Span(start, end, replacement=label) for start, end, label in shown.replacements(whole)]

    with translation.override(page.language):
        return body.render(page.body, find, shown.keeps_link, gettext("Table"))


def store_rows(rows, protected=None) -> list:
    """Derive stored rows of one model anew; those that readers see otherwise now. An address that gave way leads on, as soon
    as the name in it may be seen.
    """
    rows = list(rows)
    addresses = {row.pk: row.slug for row in rows if isinstance(row, Package)}
    changed = store_changed(rows, lambda found: read_rows(found, protected))
    for row in changed:
        if addresses.get(row.pk, "") not in ("", getattr(row, "slug", "")):
            slugs.remember(row, addresses[row.pk])
    return changed


def follow(subject):
    """Derive anew what may hold a name of the subject, inside the transaction of its change. There are few such rows."""
    protected = None
    for model in MODELS:
        rows = model.objects.all() if not subject.is_named else model.objects.filter(is_masked=True)
        if rows := list(rows):
            protected = protected_names() if protected is None else protected
            announce_change(model, [row.pk for row in store_rows(rows, protected)])


def follow_stories(keys):
    """Derive anew the words around these stories: those of packages and breaking bars mean whom the stories name."""
    protected = protected_names()
    keys = sorted(keys) if protected else []
    for start in range(0, len(keys), PORTION):
        portion = keys[start : start + PORTION]
        packages = Package.objects.filter(pk__in=PackageStory.objects.filter(article__in=portion).values("package"))
        for model, rows in ((Package, packages), (BreakingLine, BreakingLine.objects.filter(article__in=portion))):
            announce_change(model, [row.pk for row in store_rows(rows, protected)])


@dataclass(frozen=True)
class NameThatStays:
    """A name or an address that holds a protected name, and that only an editor can change."""

    row: object
    #: The field, and what stands in it.
    field: str
    text: str


#: Where such names stand: model -> its fields.
UNCHANGED = (
    (Section, ("name", "slug")),
    (Topic, ("name", "slug")),
    (Package, ("slug",)),
    (Page, ("slug",)),
    (Term, ("term", "forms")),
)


def names_that_stay(subject) -> list[NameThatStays]:
    """Where a name of the protected subject stands that no machine changes: in names and addresses of sections and topics,
    and in the addresses of packages, standing pages, organisations and places. In doubt it is listed.
    """
    protected = Protected(protected_names().of(subject.pk))
    if not protected:
        return []
    others = Subject.objects.exclude(kind=Kind.PERSON).exclude(pk=subject.pk).only("slug", "label", "kind")
    places = [(model.objects.all(), fields) for model, fields in UNCHANGED] + [(others, ("slug",))]
    shown = Reading(masks_of_all(protected, settings.DEFAULT_EDITION))
    return [
        NameThatStays(row, field, getattr(row, field))
        for rows, fields in places
        for row in rows.iterator(chunk_size=1000)
        for field in fields
        if _holds(getattr(row, field), field, shown)
    ]


def _holds(text: str, field: str, shown: Reading) -> bool:
    return not shown.keeps_link(f"/{text}/") if field == "slug" else bool(shown.replacements(text))


follow.alters_data = follow_stories.alters_data = store_rows.alters_data = read_rows.alters_data = True
