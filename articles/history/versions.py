"""The versions of a story, each under a short key: ``r12`` is a revision of its history, ``p3`` a saved state of a pending
change, ``now`` the story as its rows stand."""

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import StrIndex, Substr
from django.utils.translation import gettext, ngettext
from reversion.models import Version

from articles.audit import action_label
from articles.history.content import Content
from articles.history.revisions import read_comment
from articles.models import Image, PendingChange, PendingVersion

#: In the stored JSON the name of the column stands unescaped only where it is the column's.
_NUMBER = '"version": '


@dataclass
class Entry:
    """One line of the history."""

    key: str
    #: Its place in the history, from 1 and without a gap, whatever numbers the saves had.
    number: int
    at: datetime | None
    by: object = None
    label: str = ""
    why: str = ""
    #: Of a pending change, and what has become of it.
    change: PendingChange | None = None
    is_current: bool = False

    @property
    def is_pending(self) -> bool:
        return self.change is not None

    @property
    def name(self) -> str:
        if self.is_pending:
            return gettext("Pending change, version %(number)s") % {"number": self.number}
        return gettext("Version %(number)s") % {"number": self.number}


def keys_of(article) -> list[str]:
    """The keys of all versions, newest first, in two queries."""
    revisions = Version.objects.get_for_object(article).values_list("revision__date_created", "revision_id")
    states = PendingVersion.objects.filter(change__article=article).values_list("saved_at", "pk")
    found = [(at, key, f"r{key}") for at, key in revisions] + [(at, key, f"p{key}") for at, key in states]
    return [key for _at, _pk, key in sorted(found, reverse=True)]


def entries(article, keys: list[str]) -> list[Entry]:
    """The lines of those versions, in that order, in three queries; keys that are none of the story's are passed over."""
    found = _of_revisions(article, _numbers(keys, "r")) | _of_states(article, _numbers(keys, "p"))
    return [found[key] for key in keys if key in found]


def fetch(article, key: str) -> tuple[Entry, Content]:
    """One version with its content. Raises LookupError for a key that is none of the story's."""
    if key == "now":
        return Entry("now", max(len(_places(article)), 1), article.saved_at, label=gettext("As it is now")), Content.of(
            article
        )
    entry = next(iter(entries(article, [key])), None)
    if entry is None:
        raise LookupError(key)
    if entry.is_pending:
        return entry, Content.from_json(PendingVersion.objects.get(pk=int(key[1:])).content)
    return entry, Content.of_revision(_revision(article, key), article)


def version_numbered(article, number: int) -> str | None:
    """The key of the version with that number, if the history has it."""
    rows = _with_number(article).values_list("revision_id", "stored_number")
    return next((f"r{key}" for key, text in rows if _leading(text) == number), None)


def version_at(article, moment: datetime) -> str | None:
    """The key of the version that was the newest at that moment."""
    rows = Version.objects.get_for_object(article).filter(revision__date_created__lte=moment)
    key = rows.order_by("-revision__date_created", "-revision_id").values_list("revision_id", flat=True).first()
    return f"r{key}" if key else None


def left_out(article, key: str) -> list[str]:
    """What that version held and a restore cannot bring back, in sentences; and who stands for whom."""
    if not key.startswith("r"):
        return []
    was = Content.as_it_was(_revision(article, key), article)
    now = deepcopy(was).up_to_date()
    sentences = []
    if gone := len(set(was.topics) - set(now.topics)):
        sentences.append(
            ngettext("%(count)s topic no longer exists.", "%(count)s topics no longer exist.", gone) % {"count": gone}
        )
    if gone := len(was.pictures()) - Image.objects.filter(pk__in=was.pictures()).count():
        sentences.append(
            ngettext("%(count)s picture was deleted.", "%(count)s pictures were deleted.", gone) % {"count": gone}
        )
    if was.fields.get("section_id") and not now.fields.get("section_id"):
        sentences.append(gettext("Its section no longer exists."))
    if was.subjects() != now.subjects():
        sentences.append(gettext("A record tagged in it was merged since: the merged record stands in its place."))
    return sentences


def _revision(article, key: str):
    version = Version.objects.get_for_object(article).select_related("revision").get(revision=int(key[1:]))
    return version.revision


def _numbers(keys, letter: str) -> list[int]:
    found = [key[1:] for key in keys if key[:1] == letter]
    return [int(text) for text in found if text.isascii() and text.isdigit() and len(text) < 19]


def _with_number(article):
    """The story's rows in the history with the version that each holds, without reading their texts."""
    start = StrIndex(F("serialized_data"), Value(_NUMBER)) + len(_NUMBER)
    return (
        Version.objects.get_for_object(article)
        .defer("serialized_data")
        .annotate(stored_number=Substr("serialized_data", start, 10))
    )


def _leading(text: str) -> int:
    return int(re.match(r"\d*", text)[0] or 0)


def _of_revisions(article, numbers) -> dict[str, Entry]:
    rows = _with_number(article).filter(revision__in=numbers).select_related("revision__user")
    found, places = {}, _places(article) if numbers else {}
    for row in rows:
        done, why = read_comment(row.revision)
        label = action_label(done) if done else gettext("Saved")
        key, number = f"r{row.revision_id}", places[row.revision_id]
        found[key] = Entry(key, number, row.revision.date_created, row.revision.user, label, why)
        found[key].is_current = _leading(row.stored_number) == article.version
    return found


def _places(article) -> dict[int, int]:
    """Each revision of the story with its place among them, the oldest first."""
    rows = Version.objects.get_for_object(article).order_by("revision__date_created", "revision_id")
    return {key: place for place, key in enumerate(rows.values_list("revision_id", flat=True), 1)}


def _of_states(article, numbers) -> dict[str, Entry]:
    rows = PendingVersion.objects.filter(change__article=article, pk__in=numbers).defer("content")
    found = {}
    for row in rows.select_related("change", "saved_by"):
        label = gettext("Pending change saved")
        key = f"p{row.pk}"
        found[key] = Entry(key, row.number, row.saved_at, row.saved_by, label, row.comment, row.change)
    return found
