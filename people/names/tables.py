"""Tables of names and words: text files that are maintained by hand, one entry a line.

A line that begins with # is a comment, and [ru] begins a section. The forms of an entry are apart by commas; indented
lines below it add further ones. In a table with keys, what the forms belong to stands before a colon:

    # Source: general knowledge.
    [ru]
    Alexander: Sasha, Shura
        Alex
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

PEOPLE = Path(__file__).resolve().parent.parent


class TableError(ValueError):
    """A line of a table that cannot be read, with its file and number."""

    def __init__(self, path: Path, line: int, reason: str):
        super().__init__(f"{path}, line {line}: {reason}")


class Entry(NamedTuple):
    section: str
    key: str
    forms: tuple[str, ...]
    line: int
    """The number of its first line, for messages."""


def read_entries(table: str, has_keys: bool = False) -> list[Entry]:
    """The entries of a table in their order; `table` is a path inside the package `people`."""
    path = PEOPLE / table
    entries, section = [], ""
    for number, line in _lines(path):
        if line.startswith("["):
            section = line.removeprefix("[").removesuffix("]")
            if not section or f"[{section}]" != line:
                raise TableError(path, number, "a section is written [name]")
        elif not line[0].isspace():
            key, forms = _key_and_forms(path, number, line, has_keys)
            entries.append(Entry(section, key, forms, number))
        elif entries and entries[-1].section == section:
            entries[-1] = entries[-1]._replace(forms=entries[-1].forms + _forms(path, number, line))
        else:
            raise TableError(path, number, "an indented line stands below the entry that it belongs to")
    return entries


def read_words(table: str) -> dict[str, list[str]]:
    """The words of a table that has one on each line, by section."""
    words: dict[str, list[str]] = {}
    for entry in read_entries(table):
        if len(entry.forms) > 1:
            raise TableError(PEOPLE / table, entry.line, "this table has one word a line")
        words.setdefault(entry.section, []).append(entry.forms[0])
    return words


def read_list(table: str) -> list[str]:
    """The words of a table whose sections are only for the reader."""
    return list(chain.from_iterable(read_words(table).values()))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers."""
    saved = path.read_bytes()
    try:
        text = saved.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(path, saved.count(b"\n", 0, error.start) + 1, "the file must be saved as UTF-8") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if line and not line.isspace() and not line.startswith("#"):
            yield number, line.rstrip()


def _key_and_forms(path: Path, number: int, line: str, has_key: bool) -> tuple[str, tuple[str, ...]]:
    key, colon, forms = line.rpartition(":")
    if has_key and not key.strip():
        raise TableError(path, number, 'an entry of this table is written "key: form, form"')
    if colon and (not has_key or ":" in key):
        raise TableError(path, number, "there is a colon too many")
    return key.strip(), _forms(path, number, forms)


def _forms(path: Path, number: int, written: str) -> tuple[str, ...]:
    forms = tuple(map(str.strip, written.split(",")))
    if not all(forms):
        raise TableError(path, number, "a form is missing beside a comma or a colon")
    return forms
