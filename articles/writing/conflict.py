"""What somebody saved after a form was opened, beside what was typed in it: for the page that refuses to save over it.

Nothing here decides anything. The words tell the texts apart, from what they saved to what you typed; the rest of the form,
who signs, whom the story names and its topics stand beside each other where they differ.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

import reversion.models
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.body import differences, note_marks
from articles.history import versions
from articles.history.content import Content
from articles.models import Article, Topic
from articles.writing.form_content import of_post
from people.base.admin import is_key, name_of
from people.base.clock import clock
from people.models import Subject

TEXTS = ("title", "summary", "short_title", "how_we_know")
SUBJECTS = ("people", "places", "organizations", "main_subjects")
#: Compared in another way, or none of anybody's business.
NOT_COMPARED = {*TEXTS, *SUBJECTS, "body", "topics", "opened_version", "form_token", "slug", "translation_of"}
#: So many equal paragraphs around a change are shown.
NEIGHBOURS = 1


@dataclass
class Conflict:
    """The version that was saved elsewhere."""

    by: object
    at: datetime
    #: Names of what they changed after the form was opened; empty when that is not known any more.
    changed: list[str] = field(default_factory=list)
    #: (field, label, parts of the difference, their whole text) for the headlines and the dek.
    lines: list[tuple] = field(default_factory=list)
    #: Of the text: differences of paragraphs, and numbers for so many equal ones that are left out.
    blocks: list = field(default_factory=list)
    body: str = ""
    #: (label, theirs, yours) of all else that differs.
    rows: list[tuple] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        return not (self.lines or self.blocks or self.rows)

    @property
    def by_name(self) -> str:
        return name_of(self.by)

    @property
    def when(self) -> str:
        return clock(self.at)

    @property
    def paragraphs(self) -> list:
        return differences.read(self.body)


def conflict_of(form, article) -> Conflict:
    """Of a form that was sent for a story which was saved after it was opened; ``article`` is the row as it is stored."""
    stored = Content.of(article)
    typed = of_post(form.data, stored, form.user)
    last = reversion.models.Version.objects.get_for_object(article).select_related("revision__user").first()
    found = Conflict(last.revision.user if last else None, article.saved_at, body=article.body)
    found.changed = _changed_since(article, form.stale_version, stored)
    for name in TEXTS:
        theirs, yours = stored.fields[name], form.data.get(form.add_prefix(name), "")
        if theirs.strip() != yours.strip():
            label = capfirst(str(form.fields[name].label))
            found.lines.append((name, label, differences.words(theirs, yours), theirs))
    if note_marks.without(typed.fields["body"]) != note_marks.without(article.body):
        found.blocks = shortened(differences.blocks(article.body, typed.fields["body"]))
    found.rows = [*_other_fields(form, article), *_relations(form, article, stored, typed)]
    return found


def shortened(blocks: list) -> list:
    """Without the long stretches that are the same: in their place the number of paragraphs."""
    short = []
    for is_same, group in groupby(blocks, key=lambda block: block.op == differences.SAME):
        group = list(group)
        if is_same and len(group) > 2 * NEIGHBOURS + 1:
            group = [*group[:NEIGHBOURS], len(group) - 2 * NEIGHBOURS, *group[-NEIGHBOURS:]]
        short += group
    return short


# What they changed -----------------------------------------------------------------------------------------------------


def _changed_since(article, opened_version: str, now: Content) -> list[str]:
    before, now = _content_at(article, opened_version), now.without_marks()
    if before is None:
        return []
    before = before.without_marks()
    names = [name for name, value in now.fields.items() if value != before.fields.get(name) and name != "slug"]
    labels = [capfirst(str(Article._meta.get_field(name.removesuffix("_id")).verbose_name)) for name in names]
    for label, old, new in (
        (_("Bylines"), before.bylines, now.bylines),
        (_("People, places and organisations"), _named(before), _named(now)),
        (_("Topics"), before.topics, now.topics),
    ):
        if old != new:
            labels.append(label)
    return labels


def _named(content: Content) -> list[tuple]:
    """Whom the story names; how a name is spelled in the text follows from the text."""
    return sorted((row["subject_id"], row["prominence"], row["state"]) for row in content.mentions)


def _content_at(article, opened_version: str) -> Content | None:
    key = versions.version_numbered(article, int(opened_version)) if is_key(opened_version) else None
    return versions.fetch(article, key)[1] if key else None


# Differences ----------------------------------------------------------------------------------------------------------


def _other_fields(form, article) -> list[tuple]:
    """Of the fields with one value each: what is stored, and what was typed."""
    rows = []
    for name in form.changed_data:
        if name in NOT_COMPARED or name not in form.cleaned_data:
            continue
        stored, typed = getattr(article, name, None), form.cleaned_data[name]
        if stored != typed:
            rows.append(
                (capfirst(str(form.fields[name].label)), *(_shown(form, name, each) for each in (stored, typed)))
            )
    return rows


def _shown(form, name: str, value) -> str:
    choices = getattr(form.fields[name], "choices", None)
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime):
        return clock(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if choices and not hasattr(form.fields[name], "queryset"):
        return str(dict(choices).get(value, value or "–"))
    return str(value) if value not in (None, "") else "–"


def _relations(form, article, stored: Content, typed: Content) -> list[tuple]:
    rows = [
        (_("Bylines"), *(_signatures(content, article) for content in (stored, typed))),
        (_("People, places and organisations"), *(_labels(content, form.user) for content in (stored, typed))),
    ]
    if "topics" in form.fields:
        rows.append((_("Topics"), *(_topics(content) for content in (stored, typed))))
    if "corrections-TOTAL_FORMS" in form.data:
        notes = sorted(note.text for note in article.corrections.all())
        rows.append((_("Corrections"), notes, sorted(_typed(form.data, "corrections", "text"))))
    return [(label, _joined(theirs), _joined(yours)) for label, theirs, yours in rows if theirs != yours]


def _signatures(content: Content, article) -> list[str]:
    return [byline.label for byline in content.shown_bylines(article)]


def _joined(names: list[str]) -> str:
    return "; ".join(names) or "–"


def _labels(content: Content, user) -> list[str]:
    named = Subject.objects.visible_to(user).filter(pk__in=[row["subject_id"] for row in content.confirmed()])
    return sorted(named.values_list("label", flat=True))


def _topics(content: Content) -> list[str]:
    return sorted(Topic.objects.filter(pk__in=content.topics).values_list("name", flat=True))


def _numbers(data, prefix: str) -> range:
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    return range(min(int(total), 200) if is_key(total) else 0)


def _typed(data, prefix: str, name: str) -> list[str]:
    values = [
        data.get(f"{prefix}-{number}-{name}", "").replace("\r\n", "\n").strip() for number in _numbers(data, prefix)
    ]
    return [value for value in values if value]


# Rows that went ----------------------------------------------------------------------------------------------------------


def with_rows_that_went(data, prefix: str, stored: set[str]):
    """The posted form, in which parts that somebody removed meanwhile are new ones: what was typed in them can be saved.

    Without it the form could never be saved again: it names rows that are not there.
    """
    before = data.get(f"{prefix}-INITIAL_FORMS", "")
    count = min(int(before), 200) if is_key(before) else 0
    gone = [number for number in range(count) if data.get(f"{prefix}-{number}-id", "") not in stored]
    if not gone:
        return data
    order = [number for number in _numbers(data, prefix) if number not in gone]
    kept = len([number for number in order if number < count])
    again = [number for number in gone if not data.get(f"{prefix}-{number}-DELETE")]
    changed = data.copy()
    for name in [name for name in changed if re.match(rf"{prefix}-\d+-", name)]:
        del changed[name]
    for place, number in enumerate([*order, *again]):
        for name in [name for name in data if name.startswith(f"{prefix}-{number}-")]:
            value = "" if number in again and name.endswith("-id") else data[name]
            changed[name.replace(f"-{number}-", f"-{place}-", 1)] = value
    changed[f"{prefix}-INITIAL_FORMS"], changed[f"{prefix}-TOTAL_FORMS"] = str(kept), str(len(order) + len(again))
    return changed
