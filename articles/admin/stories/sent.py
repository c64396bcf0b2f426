"""What a writing form sends beside the story: the button that was pressed, what was typed for colleagues, and the answers of
the box that asks before publishing (``articles.admin.stories.asking``).

The box's fields are named ``asked_...``. An answer is put where the form has a field for it, as if it had been typed there.
"""

import re

from articles.models import Section
from people.base.admin import is_key
from people.base.fields import tidy_text

ASKED = "asked_"
#: Answers for which the form has a field of that name.
FIELDS = ("summary", "source_outlet", "source_authors", "source_url")
#: Answers about a picture, with its number.
OF_PICTURE = re.compile(r"asked_(alt|caption|credit)_([1-9]\d{0,17})")


def words_in(data, name: str) -> str:
    """What was typed into a field that is none of the story's, fit to store."""
    return tidy_text(data.get(name, "")).strip()


def wanted_move(data) -> str:
    """The name of the move whose button was pressed, if any."""
    return "publish" if "_publish" in data else data.get("_move", "")


def asked_in(data) -> dict[str, str]:
    """What was typed in the box that asks, by the name of its field."""
    return {name: data[name] for name in data if name.startswith(ASKED) and data[name].strip()}


def picture_words_in(data) -> dict[int, dict[str, str]]:
    """What the box was told of pictures: {number: {field: words}}."""
    found = {}
    for name in data:
        if (match := OF_PICTURE.fullmatch(name)) and (words := words_in(data, name)):
            found.setdefault(int(match[2]), {})[match[1]] = words
    return found


def answered(data, note: str = "move_note"):
    """The form with the answers of the box in its own fields, the note in that one; what is said of pictures stays as it is."""
    asked = asked_in(data)
    if not asked:
        return data
    data = data.copy()
    for name in FIELDS:
        if answer := asked.get(ASKED + name):
            data[name] = answer
    _answer_section(data, asked.get("asked_section", ""))
    _answer_byline(data, asked)
    if words := asked.get("asked_note"):
        data[note] = "\n\n".join(filter(None, (data.get(note, "").strip(), words.strip())))
    for name in asked:
        if not OF_PICTURE.fullmatch(name):
            del data[name]
    return data


def _answer_section(data, key: str):
    """A section says the edition, too."""
    section = Section.objects.filter(pk=key).first() if is_key(key) else None
    if section:
        data["section"] = key
        if "language" in data:
            data["language"] = section.language


def _answer_byline(data, asked: dict):
    person, text = asked.get("asked_person"), asked.get("asked_byline")
    for field, value in (("person", person), ("text", text)):
        if value:
            number = _free_row(data)
            data[f"bylines-{number}-{field}"] = value
            data.setdefault(f"bylines-{number}-role", "author")
            data.setdefault(f"bylines-{number}-position", str(number))


def _free_row(data) -> int:
    """The first byline of the form in which nothing stands; a new one after the others."""
    total = data.get("bylines-TOTAL_FORMS", "")
    total = int(total) if is_key(total) and len(total) < 4 else 0
    for number in range(total):
        row = (data.get(f"bylines-{number}-{name}", "") for name in ("id", "person", "desk", "text"))
        if not any(row):
            return number
    data["bylines-TOTAL_FORMS"] = str(total + 1)
    data.setdefault("bylines-INITIAL_FORMS", "0")
    return total
