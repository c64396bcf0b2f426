"""What differs between two contents of a story: fields, text, bylines, whom it names and its topics, in words for staff.

Nobody is named whom the user may not see: such people are "others", whether they came, went or stayed.
"""

from dataclasses import dataclass, field

from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.body.differences import ADDED, REMOVED, SAME, Difference, Part, TwoSides, blocks, words
from articles.history.content import FLAGS, LINES, Content
from articles.models import Article, Byline, Image, Section, Topic
from articles.models.article import Republishing
from people.models import Subject

TEXTS = {
    "title",
    "summary",
    "short_title",
    "how_we_know",
    "dateline",
    "source_outlet",
    "source_authors",
    "source_title",
}


@dataclass
class Row(TwoSides):
    """One field of the story. ``is_list``: its parts are names, else one running text."""

    label: str
    parts: list[Part] = field(default_factory=list)
    is_list: bool = False
    number: int = 0
    #: Of the column, for those that are one.
    name: str = ""

    @property
    def is_changed(self) -> bool:
        return any(op != SAME for op, _text in self.parts)


@dataclass
class Comparison:
    """All of it, for a page."""

    rows: list[Row]
    text: list[Difference]

    def __post_init__(self):
        changed = [*self.changed_rows, *(row for row in self.text if row.op != SAME)]
        for number, row in enumerate(changed, 1):
            row.number = number

    @property
    def changed_rows(self) -> list[Row]:
        return [row for row in self.rows if row.is_changed]

    @property
    def changes(self) -> int:
        return len(self.changed_rows) + sum(row.op != SAME for row in self.text)


def compare(old: Content, new: Content, user) -> Comparison:
    return Comparison(of_contents(old, new, user), blocks(old.fields["body"], new.fields["body"]))


def of_contents(a: Content, b: Content, user) -> list[Row]:
    """A row for each field and each relation, changed or not, but for the text."""
    labels = _Labels(a, b, user)
    rows = [_of_line(name, a, b) for name in LINES if name != "body"]
    rows.append(Row(_("Section"), _exchanged(labels.section(a), labels.section(b))))
    rows.append(Row(_("Picture"), _exchanged(labels.picture(a), labels.picture(b))))
    for name, of in (
        (_("Bylines"), labels.bylines),
        (_("People, places and organisations"), labels.confirmed),
        (_("Rejected"), labels.rejected),
        (_("Topics"), labels.topics),
    ):
        rows.append(Row(name, _listed(of(a), of(b)), is_list=True))
    return rows


def _of_line(name: str, a: Content, b: Content) -> Row:
    label = capfirst(str(Article._meta.get_field(name).verbose_name))
    old, new = a.fields.get(name) or "", b.fields.get(name) or ""
    if name in TEXTS:
        return Row(label, words(old, new), name=name)
    return Row(label, _exchanged(_shown(name, old), _shown(name, new)), name=name)


def _shown(name: str, value) -> str:
    if name in FLAGS:
        return _("yes") if value else _("no")
    if name == "republishing":
        return str(Republishing(value).label) if value else ""
    if name == "kind":
        return str(dict(Article.Kind.choices).get(value, value))
    if name == "source_date" and value:
        return formats.date_format(parse_date(str(value)), "DATE_FORMAT")
    return str(value or "")


def _exchanged(old: str, new: str) -> list[Part]:
    """The one value in the place of the other, as a whole."""
    if old == new:
        return [(SAME, new)] if new else []
    return [(op, text) for op, text in ((REMOVED, old), (ADDED, new)) if text]


def _listed(old: list[str], new: list[str]) -> list[Part]:
    """Names that stayed, went and came; a list that was only put in another order is told as such."""
    kept = [name for name in new if name in old]
    parts = [(REMOVED, name) for name in old if name not in new]
    parts += [(SAME, name) if name in old else (ADDED, name) for name in new]
    if kept != [name for name in old if name in new]:
        parts.append((ADDED, _("in another order")))
    return parts


class _Labels:
    """The words for keys, asked for once for both contents."""

    def __init__(self, a: Content, b: Content, user):
        both = (a, b)
        self.subjects = Subject.objects.visible_to(user).in_bulk(a.subjects() | b.subjects())
        self.topic_rows = Topic.objects.in_bulk({key for content in both for key in content.topics})
        self.section_rows = Section.objects.in_bulk({content.fields.get("section_id") for content in both} - {None})
        images = {content.fields.get("lead_image_id") for content in both} - {None}
        self.sees_protected = user.has_perm("people.see_protected_subject")
        self.images = Image.objects.visible_to(user).in_bulk(images)

    def section(self, content: Content) -> str:
        row = self.section_rows.get(content.fields.get("section_id"))
        return row.name if row else ""

    def picture(self, content: Content) -> str:
        """Its number, and its description as the user may read it."""
        key = content.fields.get("lead_image_id")
        if key is None:
            return ""
        row = self.images.get(key)
        alt = (row.alt if self.sees_protected else row.public_alt) if row else ""
        return f"#{key} {alt}".strip()

    def topics(self, content: Content) -> list[str]:
        return sorted(self.topic_rows[key].name for key in content.topics if key in self.topic_rows)

    def bylines(self, content: Content) -> list[str]:
        found = []
        for row in content.bylines:
            key = row["person_id"] or row["desk_id"]
            name = row["text"] if key is None else self._name(key)
            if name:
                found.append(f"{name} ({Byline.Role(row['role']).label})")
        return self._with_others(found, [row["person_id"] or row["desk_id"] for row in content.bylines])

    def confirmed(self, content: Content) -> list[str]:
        return self._mentioned(content.confirmed())

    def rejected(self, content: Content) -> list[str]:
        return self._mentioned([row for row in content.mentions if row["state"] == "rejected"])

    def _mentioned(self, rows) -> list[str]:
        found = []
        for row in rows:
            if name := self._name(row["subject_id"]):
                is_main = row["prominence"] == "main"
                found.append(_("%(name)s (what it is about)") % {"name": name} if is_main else name)
        return self._with_others(sorted(found), [row["subject_id"] for row in rows])

    def _name(self, key: int) -> str:
        """With the number where two are called the same."""
        subject = self.subjects.get(key)
        if subject is None:
            return ""
        alike = sum(other.label == subject.label for other in self.subjects.values())
        return f"{subject.label} (#{key})" if alike > 1 else subject.label

    def _with_others(self, found: list[str], keys: list) -> list[str]:
        return [*found, _("others")] if any(key and key not in self.subjects for key in keys) else found
