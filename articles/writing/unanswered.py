"""A form that was sent and never answered: the browser was stopped, the line was cut, the server stood still.

Whether it was saved, its window does not know; it types on and sends again, over the version that it opened and with rows that
have no number yet. Where it was saved, and nobody else saved since, what comes is no conflict and no second story, and each
byline and correction stays one: the form is read as if the answer had come.
"""

import re

from django.http import QueryDict

from articles.writing.autosave import PENDING, is_own_save
from people.base.admin import is_key

MOST_ROWS = 200


def caught_up(user, story, data: QueryDict, rows: dict[str, list[str]]) -> QueryDict:
    """The posted form as its window would have sent it. ``rows``: the keys that each part has stored, by its prefix."""
    if not is_own_save(user, story, data, story.version):
        return data
    data = data.copy()
    data["opened_version"] = str(story.version)
    for prefix, stored in rows.items():
        _number_rows(data, prefix, stored)
    return data


def change_caught_up(user, story, data: QueryDict, number: int) -> QueryDict:
    """The same of a pending change, whose rows have no numbers."""
    if not is_own_save(user, story, data, number, key=PENDING):
        return data
    data = data.copy()
    data["opened_version"] = str(number)
    return data


def _number_rows(data: QueryDict, prefix: str, stored: list[str]):
    """Give the rows without a number those of the rows that the save has made, in their order."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if not is_key(total):
        return
    rows = [_row(data, prefix, number) for number in range(min(int(total), MOST_ROWS))]
    known = [row for row in rows if row.get("id") in stored]
    new = [row for row in rows if row.get("id") not in stored and "DELETE" not in row]
    made = [key for key in stored if key not in {row["id"] for row in known}]
    typed = [row for row in new if _is_typed(row)]
    for row, key in zip(typed, made, strict=False):
        row["id"] = key
    gone = [{"id": key, "DELETE": "on"} for key in made[len(typed) :]]
    numbered = [*known, *typed[: len(made)], *gone]
    others = [row | {"id": ""} for row in new if not any(row is each for each in numbered)]
    _write_rows(data, prefix, numbered, others)


def _row(data: QueryDict, prefix: str, number: int) -> dict:
    start = f"{prefix}-{number}-"
    return {name.removeprefix(start): data[name] for name in data if name.startswith(start)}


def _is_typed(row: dict) -> bool:
    """Whether somebody filled it in; its place, its kind and its time are there from the start."""
    return any(row.get(name, "").strip() for name in ("person", "desk", "text"))


def _write_rows(data: QueryDict, prefix: str, numbered: list[dict], others: list[dict]):
    for name in [name for name in data if re.match(rf"{prefix}-\d+-", name)]:
        del data[name]
    for place, row in enumerate([*numbered, *others]):
        for name, value in row.items():
            data[f"{prefix}-{place}-{name}"] = value
    data[f"{prefix}-INITIAL_FORMS"], data[f"{prefix}-TOTAL_FORMS"] = str(len(numbered)), str(len(numbered + others))


def numbered_rows(data: QueryDict, prefix: str, stored: list[dict]) -> dict[str, str]:
    """Of each row that was sent, by its place: the key under which it is stored now. ``stored``: the values with their ids.

    Rows that say the same belong together; one that a save has tidied is the next in line.
    """
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    places = range(min(int(total), MOST_ROWS) if is_key(total) else 0)
    rows = {place: row for place in places if _is_typed(row := _row(data, prefix, place)) and "DELETE" not in row}
    left, found = list(stored), {}
    for place, row in rows.items():
        same = next((each for each in left if _says_the_same(each, row)), None)
        if same:
            left.remove(same)
            found[place] = same
    found |= dict(zip((place for place in rows if place not in found), left, strict=False))
    return {str(place): str(row["id"]) for place, row in sorted(found.items())}


def _says_the_same(stored: dict, row: dict) -> bool:
    return all(str(stored[name] or "") == row.get(name, "").strip() for name in stored.keys() & row.keys() - {"id"})
