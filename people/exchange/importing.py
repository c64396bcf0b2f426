"""Brings people, organisations and places from a list of entries into the database, all of them or none.

An entry is a dict as design and README describe it: ``kind`` and ``name``, perhaps ``language``, ``names`` (texts, or dicts of
``text``, ``kind``, ``language``, ``visibility``, ``source``, ``valid_from``, ``valid_to``), ``summary`` (a text, or one for each
language), ``exposure``, ``parent`` (a name), ``memberships`` and the columns of the kind. The same kind and preferred name is
the same subject: it gains what it has not yet, and what editors wrote or decided stays.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from people import naming
from people.base import languages
from people.base.fields import tidy_line
from people.base.locks import take_turn
from people.models import Exposure, Membership, Name, Organization, Person, Place, Subject, SubjectText
from people.signals import announce_change

MODELS = {"person": Person, "organization": Organization, "place": Place}
COLUMNS = {
    "person": ["given_name", "patronymic", "family_name"],
    "organization": ["classification"],
    "place": ["classification", "country_code", "latitude", "longitude"],
}
NAME_COLUMNS = ["text", "kind", "language", "visibility", "source", "valid_from", "valid_to"]
CHUNK = 500


class Malformed(ValueError):
    """An entry cannot be imported; ``number`` counts from 1, the text says what is wrong."""

    def __init__(self, number: int, problem: str):
        self.number, self.problem = number, problem
        super().__init__(f"Entry {number}: {problem}")


@dataclass
class Result:
    """What an import did; ``subjects`` in the order of the entries."""

    subjects: list[Subject] = field(default_factory=list)
    created: int = 0
    changed: int = 0

    @property
    def unchanged(self) -> int:
        return len({subject.pk for subject in self.subjects}) - self.created - self.changed


@dataclass
class Draft:
    """One entry, read and checked; of entries that name the same subject, the first, with what the others add."""

    number: int
    kind: str
    names: list[Name]
    subject: Subject
    texts: dict[str, str]
    parent: str
    memberships: list[dict]

    @property
    def key(self):
        return self.kind, self.names[0].text


def import_subjects(entries) -> Result:
    """Import all entries in one transaction. Raises Malformed, and has then changed nothing."""
    drafts = [read_entry(entry, number) for number, entry in enumerate(entries, 1)]
    with transaction.atomic():
        return _Import(drafts).run()


# Reading -----------------------------------------------------------------------------------------------------------


def read_entry(entry, number: int) -> Draft:
    """Check all that can be checked without the database."""
    try:
        if not isinstance(entry, dict):
            raise ValueError(f'an entry is an object like {{"kind": "person", "name": "..."}}, not {_shown(entry)}.')
        kind = entry.get("kind")
        if not isinstance(kind, str) or kind not in MODELS:
            raise ValueError(f'"kind" is {_shown(kind)}; it must be person, organization or place.')
        names = _read_names(entry)
        return Draft(
            number=number,
            kind=kind,
            names=names,
            subject=_read_subject(entry, kind, names),
            texts=_read_texts(entry, names[0].language),
            parent=_text(entry, "parent"),
            memberships=_read_memberships(entry, kind),
        )
    except ValueError as error:
        raise Malformed(number, str(error)) from None
    except ValidationError as error:
        raise Malformed(number, _sentence(error)) from None


def _read_names(entry) -> list[Name]:
    preferred = {"text": entry.get("name"), "kind": Name.Kind.PREFERRED, "language": _language(entry)}
    more = entry.get("names", [])
    if not isinstance(more, list):
        raise ValueError(f'"names" is {_shown(more)}; it must be a list.')
    names = [_read_name(preferred | {"language": preferred["language"] or settings.DEFAULT_EDITION}, "name")]
    for spelling in more:
        _add_name(names, _read_name({"text": spelling} if isinstance(spelling, str) else spelling, "names"))
    return names


def _add_name(names, name):
    """Leave out what is there already; of two preferred names in a language the first stays preferred."""
    if any(name.text == known.text and name.language in ("", known.language) for known in names):
        return
    if name.kind == Name.Kind.PREFERRED and any(
        known.kind == Name.Kind.PREFERRED and known.language == name.language for known in names
    ):
        name.kind = Name.Kind.ALIAS
    names.append(name)


def _read_name(entry, where: str) -> Name:
    if not isinstance(entry, dict):
        raise ValueError(f'a part of "{where}" is {_shown(entry)}; it must be like {{"text": "...", "kind": "alias"}}.')
    values = {column: _text(entry, column) for column in NAME_COLUMNS if column in entry}
    if not values.get("text"):
        raise ValueError(
            f'a "text" in "{where}" is missing or empty.' if where == "names" else '"name" is missing or empty.'
        )
    if not naming.is_a_name(values["text"]):
        raise ValueError(f"the name {_shown(values['text'])} has no letter or digit.")
    values["language"] = _language(entry)
    name = Name(**values)
    name.clean_fields(exclude=["subject", "script", "folded"])
    if name.valid_from and name.valid_to and name.valid_to < name.valid_from:
        raise ValueError(f"the name {_shown(name.text)} ends before it starts.")
    return name


def _read_subject(entry, kind, names) -> Subject:
    values = {column: entry[column] for column in COLUMNS[kind] if entry.get(column) not in (None, "")}
    subject = MODELS[kind](exposure=_text(entry, "exposure") or Exposure.NAMED, **values)
    subject.kind = kind
    subject.clean_fields(exclude=["slug", "kind", "label", "labels"])
    subject.clean()
    if subject.exposure != Exposure.WITHHELD and not any(naming.may_be_label(name, subject.exposure) for name in names):
        raise ValueError(f'"exposure" is {subject.exposure}, and there is no name that readers may see then.')
    return subject


def _read_texts(entry, language) -> dict[str, str]:
    summary = entry.get("summary") or {}
    if isinstance(summary, str):
        summary = {language: summary}
    if not isinstance(summary, dict):
        raise ValueError(f'"summary" is {_shown(summary)}; it must be a text, or an object with one for each language.')
    texts = {_language({"language": code}): _text(summary, code) for code in summary}
    for code, text in texts.items():
        SubjectText(language=code, summary=text).clean_fields(exclude=["subject"])
    return {code: text for code, text in texts.items() if text}


def _read_memberships(entry, kind) -> list[dict]:
    memberships = entry.get("memberships", [])
    if not isinstance(memberships, list) or not all(isinstance(one, dict) for one in memberships):
        raise ValueError('"memberships" must be a list of objects like {"organization": "...", "role": "..."}.')
    if memberships and kind != "person":
        raise ValueError('only a person has "memberships".')
    rows = [{key: _text(one, key) for key in ("organization", "role", "start", "end")} for one in memberships]
    for row in rows:
        if not row["organization"]:
            raise ValueError('a membership names no "organization".')
        Membership(role=row["role"], start=row["start"], end=row["end"]).clean_fields(
            exclude=["person", "organization"]
        )
        if row["start"] and row["end"] and row["end"] < row["start"]:
            raise ValueError(f"the membership in {_shown(row['organization'])} ends before it starts.")
    return rows


def _text(entry, key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str | None):
        raise ValueError(f'"{key}" is {_shown(value)}; it must be a text.')
    return tidy_line(value or "")


def _language(entry) -> str:
    code = _text(entry, "language")
    if code and code not in languages.LANGUAGES:
        raise ValueError(f"the language {_shown(code)} is not known; known are {', '.join(languages.LANGUAGES)}.")
    return code


def _shown(value) -> str:
    text = "missing" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _sentence(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f'"{name}": {" ".join(problems)}' for name, problems in error.message_dict.items())


# Storing -----------------------------------------------------------------------------------------------------------


class _Import:
    """One run over all entries; what is known is asked of the database in a few queries, not for each entry."""

    def __init__(self, drafts):
        self.drafts = drafts
        wanted = {draft.names[0].text for draft in drafts} | {draft.parent for draft in drafts}
        wanted |= {row["organization"] for draft in drafts for row in draft.memberships}
        self.known = known_by_preferred_name(wanted - {""})
        if any(draft.key in self.known or not draft.subject.is_named for draft in drafts):
            # Before the first row is written or held, and read anew: a name may be withheld since. What is all new waits for
            # nobody, so that editors can save meanwhile.
            take_turn()
            self.known = known_by_preferred_name(wanted - {""})
        self.result = Result()
        self.changed = set()
        self.joined = set()  # organisations whose pages list somebody more

    def run(self) -> Result:
        new = {}
        for draft in self.drafts:
            if draft.key in self.known:
                continue
            if first := new.get(draft.key):
                for name in draft.names:
                    _add_name(first.names, name)
            else:
                new[draft.key] = draft
        naming.introduce_all([(draft.subject, draft.names) for draft in new.values()])
        old = [draft for draft in self.drafts if draft.key in self.known]
        self.known |= {key: draft.subject for key, draft in new.items()}
        self.result.subjects = [self.known[draft.key] for draft in self.drafts]
        self._add_names(old)
        self._add_texts()
        self._set_parents()
        self._add_memberships()
        announce_change(Subject, self.changed | self.joined)
        created = {draft.subject.pk for draft in new.values()}
        self.result.created, self.result.changed = len(created), len(self.changed - created)
        return self.result

    def _rows(self, queryset, column="subject_id") -> dict[int, list]:
        """The rows of the subjects of this run, by subject."""
        rows, keys = defaultdict(list), sorted({subject.pk for subject in self.result.subjects})
        for start in range(0, len(keys), CHUNK):
            for row in queryset.filter(**{f"{column}__in": keys[start : start + CHUNK]}):
                rows[getattr(row, column)].append(row)
        return rows

    def _add_names(self, drafts):
        """Names that subjects in the database have not yet."""
        known, added = self._rows(Name.objects.all()) if drafts else {}, defaultdict(list)
        for draft in drafts:
            subject = self.known[draft.key]
            names = known[subject.pk]
            for name in draft.names:
                before = len(names)
                _add_name(names, name)
                if len(names) > before:
                    name.subject = subject
                    name.derive()
                    added[subject].append(name)
        Name.objects.bulk_create([name for names in added.values() for name in names], batch_size=CHUNK)
        for subject in added:
            naming.refresh(subject, was=subject.exposure)
            self.changed.add(subject.pk)

    def _add_texts(self):
        known = self._rows(SubjectText.objects.all())
        have = {(text.subject_id, text.language) for texts in known.values() for text in texts}
        added = {}
        for draft, subject in zip(self.drafts, self.result.subjects, strict=True):
            for language, summary in draft.texts.items():
                if (subject.pk, language) not in have:
                    text = SubjectText(subject_id=subject.pk, language=language, summary=summary)
                    added.setdefault((subject.pk, language), text)
        SubjectText.objects.bulk_create(added.values(), batch_size=CHUNK)
        self.changed |= {subject for subject, _language in added}

    def _set_parents(self):
        """A parent is set where there is none; it may stand anywhere in the file."""
        moved = []
        for draft, subject in zip(self.drafts, self.result.subjects, strict=True):
            if not draft.parent:
                continue
            if draft.kind == "person":
                raise Malformed(draft.number, 'a person has no "parent".')
            parent = self.known.get((draft.kind, draft.parent))
            if parent is None:
                raise Malformed(draft.number, f'"parent" is {_shown(draft.parent)}, which no {draft.kind} is called.')
            if subject.parent_id is None:
                subject.parent = parent
                self._refuse_circle(draft, subject)
                moved.append(subject)
        for subject in moved:
            subject.save(update_fields=["parent"])
            self.changed.add(subject.pk)

    def _refuse_circle(self, draft, subject):
        """Goes up through the rows of this run where there are such, since their parents are not stored yet."""
        ours = {known.pk: known for known in self.result.subjects}
        above, seen = subject.parent, set()
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            if above.pk == subject.pk:
                raise Malformed(draft.number, f"{_shown(subject.label)} would be part of itself.")
            above = ours.get(above.parent_id) or above.parent

    def _add_memberships(self):
        pairs = [
            (draft, subject, row)
            for draft, subject in zip(self.drafts, self.result.subjects, strict=True)
            for row in draft.memberships
        ]
        if not pairs:
            return
        known = self._rows(Membership.objects.all(), "person_id")
        have = {(row.person_id, row.organization_id, row.role, row.start) for rows in known.values() for row in rows}
        added = {}
        for draft, person, row in pairs:
            organization = self.known.get(("organization", row["organization"]))
            if organization is None:
                raise Malformed(draft.number, f"no organization is called {_shown(row['organization'])}.")
            key = (person.pk, organization.pk, row["role"], row["start"])
            if key not in have:
                added[key] = Membership(
                    person_id=person.pk,
                    organization_id=organization.pk,
                    role=row["role"],
                    start=row["start"],
                    end=row["end"],
                )
        Membership.objects.bulk_create(added.values(), batch_size=CHUNK)
        self.changed |= {key[0] for key in added}
        self.joined |= {key[1] for key in added}


def known_by_preferred_name(texts) -> dict[tuple[str, str], Subject]:
    """Subjects by kind and preferred name, as rows of their kind. Of two with the same name the older one."""
    found, texts = {}, sorted(texts)
    for start in range(0, len(texts), CHUNK):
        preferred = Name.objects.preferred().filter(text__in=texts[start : start + CHUNK])
        rows = preferred.filter(subject__merged_into__isnull=True).order_by("-subject_id")
        for kind, text, key in rows.values_list("subject__kind", "text", "subject_id"):
            found[kind, text] = key
    subjects = {}
    for kind, model in MODELS.items():
        keys = sorted({key for (of_kind, _text), key in found.items() if of_kind == kind})
        for start in range(0, len(keys), CHUNK):
            subjects |= model.objects.in_bulk(keys[start : start + CHUNK])
    return {pair: subjects[key] for pair, key in found.items()}
