"""Reads the entries of an import and checks all that can be checked without the database.

An entry is a dict as design and README describe it: ``kind`` and ``name``, perhaps ``language``, ``names`` (texts, or dicts of
``text``, ``kind``, ``language``, ``visibility``, ``source``, ``valid_from``, ``valid_to``), ``summary`` (a text, or one for each
language), ``exposure``, ``parent`` (a name), ``memberships`` and the columns of the kind.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError

from people import naming
from people.base import languages
from people.base.fields import tidy_line
from people.models import Exposure, Membership, Name, Organization, Person, Place, Subject, SubjectText

MODELS = {"person": Person, "organization": Organization, "place": Place}
COLUMNS = {
    "person": ["given_name", "patronymic", "family_name"],
    "organization": ["classification"],
    "place": ["classification", "country_code", "latitude", "longitude"],
}
NAME_COLUMNS = ["text", "kind", "language", "visibility", "source", "valid_from", "valid_to"]


class Malformed(ValueError):
    """An entry cannot be imported; ``number`` counts from 1, the text says what is wrong."""

    def __init__(self, number: int, problem: str):
        self.number, self.problem = number, problem
        super().__init__(f"Entry {number}: {problem}")


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


def read_entry(entry, number: int) -> Draft:
    """Check all that can be checked without the database."""
    try:
        if not isinstance(entry, dict):
            raise ValueError(f'an entry is an object like {{"kind": "person", "name": "..."}}, not {shown(entry)}.')
        kind = entry.get("kind")
        if not isinstance(kind, str) or kind not in MODELS:
            raise ValueError(f'"kind" is {shown(kind)}; it must be person, organization or place.')
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
        raise ValueError(f'"names" is {shown(more)}; it must be a list.')
    names = [_read_name(preferred | {"language": preferred["language"] or settings.DEFAULT_EDITION}, "name")]
    for spelling in more:
        add_name(names, _read_name({"text": spelling} if isinstance(spelling, str) else spelling, "names"))
    return names


def add_name(names, name):
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
        raise ValueError(f'a part of "{where}" is {shown(entry)}; it must be like {{"text": "...", "kind": "alias"}}.')
    values = {column: _text(entry, column) for column in NAME_COLUMNS if column in entry}
    if not values.get("text"):
        raise ValueError(
            f'a "text" in "{where}" is missing or empty.' if where == "names" else '"name" is missing or empty.'
        )
    if not naming.is_a_name(values["text"]):
        raise ValueError(f"the name {shown(values['text'])} has no letter or digit.")
    values["language"] = _language(entry)
    name = Name(**values)
    if values.keys() - {"text", "kind", "language"} or name.kind not in Name.Kind.values or len(name.text) > 200:
        name.clean_fields(exclude=["subject", "script", "folded"])  # slow, and all others are read already
    if name.valid_from and name.valid_to and name.valid_to < name.valid_from:
        raise ValueError(f"the name {shown(name.text)} ends before it starts.")
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
        raise ValueError(f'"summary" is {shown(summary)}; it must be a text, or an object with one for each language.')
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
            raise ValueError(f"the membership in {shown(row['organization'])} ends before it starts.")
    return rows


def _text(entry, key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str | None):
        raise ValueError(f'"{key}" is {shown(value)}; it must be a text.')
    return tidy_line(value or "")


def _language(entry) -> str:
    code = _text(entry, "language")
    if code and code not in languages.LANGUAGES:
        raise ValueError(f"the language {shown(code)} is not known; known are {', '.join(languages.LANGUAGES)}.")
    return code


def shown(value) -> str:
    text = "missing" if value is None else repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _sentence(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f'"{name}": {" ".join(problems)}' for name, problems in error.message_dict.items())
