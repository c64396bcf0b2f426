"""Whom a text names, as the desk is shown it, and what the desk decided about each name.

What is found is a proposal. A subject counts as named by the story when somebody tags it, and "not this one" is kept as a
rejected mention, so that nobody is asked twice.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from django.db import transaction

from articles import body
from articles.models import Mention
from people.base.fields import tidy_line, tidy_text
from people.detection import Span, find, likely_subjects
from people.models import Exposure, Kind, Subject
from people.search.index import DatabaseIndex

#: Over so many characters of a text, some 8,000 words, only the first part is looked at: a writer waits for the answer.
LOOKED_AT = 50_000
#: Of longer HTML the rest is not even parsed; tags may be most of it.
PARSED = 10 * LOOKED_AT
#: Likely names that are offered at once; more follow when some of them are recorded.
OFFERED = 60
SPELLINGS_SHOWN = 4
CONFIRMED, REJECTED = Mention.State.CONFIRMED.value, Mention.State.REJECTED.value


@dataclass
class Text:
    """What was written, maybe not saved yet: all that a name may stand in."""

    title: str
    summary: str
    html: str
    language: str
    short_title: str = ""
    how_we_know: str = ""

    def __post_init__(self):
        parsed = self.html[:PARSED]
        head = "\n".join([tidy_line(self.title), tidy_text(self.summary), tidy_line(self.short_title)])
        whole = f"{head}\n{body.text_of(body.clean(parsed))}"
        if self.how_we_know:
            whole += f"\n{tidy_text(self.how_we_know)}"
        self.plain = whole[:LOOKED_AT]
        self.body_start = len(head) + 1
        self.is_whole = len(parsed) == len(self.html) and len(self.plain) == len(whole)


def text_of(article) -> Text:
    lines = article.short_title, article.how_we_know
    return Text(article.title, article.summary, article.body, article.language, *lines)


def public_text_of(article) -> Text:
    """As readers have it: with another word in the place of each protected name."""
    lines = article.shown["short_title"], article.shown["how_we_know"]
    return Text(article.public_title, article.public_summary, article.body_html, article.language, *lines)


@dataclass
class Named:
    """A subject that the text names, or may name."""

    subject: Subject
    count: int = 0
    spellings: list[str] = field(default_factory=list)
    is_tagged: bool = False

    @property
    def other_spellings(self) -> list[str]:
        """As the text writes it, where that is not as we do."""
        return [text for text in self.spellings if text != self.subject.local_label][:SPELLINGS_SHOWN]


@dataclass
class Unclear:
    """Words that may name one subject or another: for a person to say."""

    spellings: list[str]
    count: int
    candidates: list[Named]

    @property
    def is_open(self) -> bool:
        """Until somebody is tagged; and as long as it may be a person whose name is protected."""
        left = [row for row in self.candidates if not row.is_tagged]
        return len(left) == len(self.candidates) or any(not row.subject.is_named for row in left)


@dataclass
class Unrecorded:
    """What looks like a person, an organisation or a place that nobody has recorded yet."""

    spelling: str
    count: int
    kind: str = Kind.PERSON


@dataclass
class Names:
    """What the desk is shown of a text."""

    named: list[Named]
    unclear: list[Unclear]
    unrecorded: list[Unrecorded]
    left_out: list[Subject]
    is_whole: bool

    @property
    def untagged(self) -> list[Named]:
        return [row for row in self.named if not row.is_tagged]

    @property
    def tagged(self) -> list[Named]:
        return [row for row in self.named if row.is_tagged]

    @property
    def open_questions(self) -> int:
        return sum(question.is_open for question in self.unclear)

    @property
    def is_empty(self) -> bool:
        return not (self.named or self.unclear or self.unrecorded)


# Looking -----------------------------------------------------------------------------------------------------------


def names_in(text: Text, user, *, tagged: Iterable[int] = (), rejected: Iterable[int] = ()) -> Names:
    """What the text names, as far as the user may see it, in five queries for a text of any usual length."""
    visible, tagged, rejected = Subject.objects.visible_to(user), set(tagged), set(rejected)
    spans = find(text.plain, text.language, DatabaseIndex(visible)).spans
    keys = {candidate.subject_id for span in spans for candidate in span.candidates} | rejected
    subjects = {row.pk: row for row in visible.not_merged().filter(pk__in=keys).with_texts().with_namesakes(user)}
    offered = {key: row for key, row in subjects.items() if key not in rejected}
    return Names(
        _named(spans, offered, tagged),
        _unclear(spans, offered, tagged),
        _unrecorded(text, spans),
        sorted((subjects[key] for key in rejected & subjects.keys()), key=lambda subject: subject.label),
        text.is_whole,
    )


def _named(spans: list[Span], subjects: dict[int, Subject], tagged: set[int]) -> list[Named]:
    """Each decided subject once: people, then places, then organisations, as the text comes to them."""
    rows = {}
    for span in spans:
        if span.subject_id in subjects:
            subject = subjects[span.subject_id]
            row = rows.setdefault(subject.pk, Named(subject, is_tagged=subject.pk in tagged))
            row.count += 1
            if span.surface not in row.spellings:
                row.spellings.append(span.surface)
    order = ["person", "place", "organization"]
    return sorted(rows.values(), key=lambda row: order.index(row.subject.kind))


def _unclear(spans: list[Span], subjects: dict[int, Subject], tagged: set[int]) -> list[Unclear]:
    """Passages that stay open, those with the same candidates together."""
    passages = defaultdict(list)
    for span in spans:
        candidates = tuple(dict.fromkeys(one.subject_id for one in span.candidates if one.subject_id in subjects))
        if span.subject_id is None and candidates:
            passages[tuple(sorted(candidates))].append(span.surface)
    return [
        Unclear(
            list(dict.fromkeys(found))[:SPELLINGS_SHOWN],
            len(found),
            [Named(subjects[key], is_tagged=key in tagged) for key in keys],
        )
        for keys, found in passages.items()
    ]


def _unrecorded(text: Text, spans: list[Span]) -> list[Unrecorded]:
    likely = likely_subjects(text.plain, text.language, [(span.start, span.end) for span in spans])
    return [Unrecorded(one.surface, _times(one.surface, text.plain), one.kind) for one in likely[:OFFERED]]


def _times(words: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text)) or 1


# Deciding ----------------------------------------------------------------------------------------------------------
#
# In a save the mentions are rows of a content (``history.content``): the functions return what they are after a decision.


@dataclass(frozen=True)
class Decisions:
    """What was decided on names that were found: keys of subjects."""

    tag: Set[int] = frozenset()
    leave_out: Set[int] = frozenset()
    bring_back: Set[int] = frozenset()


def choose(rows: list[dict], chosen: Iterable[int], main: Iterable[int], shown: Iterable[int]) -> list[dict]:
    """Make the confirmed mentions those of the form: who was ``shown`` and not chosen goes, what was not shown stays."""
    chosen, main = set(chosen), set(main)
    gone = set(shown) - chosen
    kept = {row["subject_id"]: row for row in rows if row["subject_id"] not in gone or row["state"] != CONFIRMED}
    for key in chosen:
        prominence = Mention.Prominence.MAIN if key in main else Mention.Prominence.MENTIONED
        kept[key] = kept.get(key, _new(key)) | {"state": CONFIRMED, "prominence": prominence.value}
    return _sorted(kept)


def decide(rows: list[dict], decided: Decisions) -> list[dict]:
    """Who is brought back is offered again; who is tagged is named; who is left out is not meant, tagged or not."""
    kept = {row["subject_id"]: row for row in rows}
    for key in decided.bring_back:
        if kept.get(key, _new(key))["state"] == REJECTED:
            del kept[key]
    for key in decided.tag:
        kept[key] = kept.get(key, _new(key)) | {"state": CONFIRMED}
    for key in decided.leave_out:
        kept[key] = kept.get(key, _new(key)) | {"state": REJECTED, "prominence": Mention.Prominence.MENTIONED.value}
    return _sorted(kept)


def spelled(rows: list[dict], text: Text) -> list[dict]:
    """With how the text spells each subject that it is tagged with: the body first, where links are made.

    Looked for among the tagged alone, so that a tag says who is meant where two bear the name. Of a protected name no copy
    is made.
    """
    tagged = Subject.objects.filter(pk__in=[row["subject_id"] for row in rows if row["state"] == CONFIRMED])
    named = set(tagged.filter(exposure=Exposure.NAMED).values_list("pk", flat=True))
    unknown = {row["subject_id"] for row in rows if not (row["spelling"] and row["spelling"] in text.plain)} & named
    rows = [row if row["subject_id"] in named else row | {"spelling": ""} for row in rows]
    if not unknown:
        return rows
    found = {}
    spans = find(text.plain, text.language, DatabaseIndex(tagged)).decided
    for span in sorted(spans, key=lambda span: (span.start < text.body_start, span.start)):
        found.setdefault(span.subject_id, tidy_line(span.surface)[:300])
    return [
        row | {"spelling": found.get(row["subject_id"], "")} if row["subject_id"] in unknown else row for row in rows
    ]


def _new(key: int) -> dict:
    return {"subject_id": key, "prominence": Mention.Prominence.MENTIONED.value, "state": "", "spelling": ""}


def _sorted(rows: dict[int, dict]) -> list[dict]:
    return [rows[key] for key in sorted(rows)]


# Remembered while the form is open -----------------------------------------------------------------------------------


def rejected_in(article) -> set[int]:
    return set(article.mentions.rejected().values_list("subject", flat=True))


@transaction.atomic
def reject(article, subjects):
    """Remember that the story does not mean them. A tag falls only in a save of the story, which readers' pages follow."""
    rows = {row.subject_id: row for row in article.mentions.all()}
    for subject in subjects:
        row = rows.get(subject.pk) or Mention(article=article, subject=subject, state="")
        if row.state not in {REJECTED, CONFIRMED}:
            row.state, row.prominence = REJECTED, Mention.Prominence.MENTIONED
            row.save()


@transaction.atomic
def bring_back(article, subjects):
    """Offer them again."""
    for row in article.mentions.rejected().filter(subject__in=subjects):
        row.delete()


reject.alters_data = bring_back.alters_data = True
