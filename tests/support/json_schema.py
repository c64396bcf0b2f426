"""What is wrong with a value by a JSON schema: as much of draft 2020-12 as our schemas use, and nothing else goes unnoticed."""

import datetime
import re
from itertools import chain
from urllib.parse import urlsplit

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
}
#: Words that say nothing of a value.
QUIET = {"$schema", "$defs", "title", "description", "default"}


def problems(value, schema: dict, root: dict | None = None, where: str = "$") -> list[str]:
    """One line for each place where the value is not as the schema wants it."""
    root = root or schema
    found = []
    for word, wanted in schema.items():
        if word in QUIET:
            continue
        found += RULES[word](value, wanted, schema, root, where)  # a word that is not known here is a fault of the test
    return found


def _reference(value, wanted, _schema, root, where):
    target = root
    for part in wanted.removeprefix("#/").split("/"):
        target = target[part]
    return problems(value, target, root, where)


def _type(value, wanted, _schema, _root, where):
    kinds = wanted if isinstance(wanted, list) else [wanted]
    return [] if any(_is(value, kind) for kind in kinds) else [f"{where}: {value!r} is no {wanted}"]


def _is(value, kind: str) -> bool:
    if kind in ("number", "integer"):
        numbers = int if kind == "integer" else (int, float)
        return isinstance(value, numbers) and not isinstance(value, bool)
    return isinstance(value, TYPES[kind])


def _properties(value, wanted, schema, root, where):
    if not isinstance(value, dict):
        return []
    inner = (problems(value[name], wanted[name], root, f"{where}.{name}") for name in value.keys() & wanted.keys())
    unknown = value.keys() - wanted.keys() if schema.get("additionalProperties") is False else ()
    return [*chain.from_iterable(inner), *(f"{where}.{name}: unknown" for name in sorted(unknown))]


def _required(value, wanted, _schema, _root, where):
    return [f"{where}.{name}: missing" for name in wanted if isinstance(value, dict) and name not in value]


def _items(value, wanted, _schema, root, where):
    each = value if isinstance(value, list) else []
    return list(chain.from_iterable(problems(one, wanted, root, f"{where}[{index}]") for index, one in enumerate(each)))


def _any_of(value, wanted, _schema, root, where):
    tried = [problems(value, one, root, where) for one in wanted]
    return [] if [] in tried else min(tried, key=len)


def _format(value, wanted, _schema, _root, where):
    return [] if not isinstance(value, str) or FORMATS[wanted](value) else [f"{where}: {value!r} is no {wanted}"]


def _is_time(text: str) -> bool:
    try:
        return datetime.datetime.fromisoformat(text).tzinfo is not None and "T" in text
    except ValueError:
        return False


def _is_address(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z][a-z0-9+.-]*:[!-~]+", text)) and bool(urlsplit(text).scheme)


FORMATS = {
    "date-time": _is_time,
    "date": re.compile(r"\d{4}-\d\d-\d\d").fullmatch,
    "uri": _is_address,
}


def _told(condition):
    def rule(value, wanted, _schema, _root, where):
        return [] if condition(value, wanted) else [f"{where}: {value!r}, but {wanted!r}"]

    return rule


RULES = {
    "$ref": _reference,
    "type": _type,
    "properties": _properties,
    "additionalProperties": lambda *_given: [],
    "required": _required,
    "items": _items,
    "anyOf": _any_of,
    "format": _format,
    "enum": _told(lambda value, wanted: value in wanted),
    "const": _told(lambda value, wanted: value == wanted),
    "minLength": _told(lambda value, wanted: not isinstance(value, str) or len(value) >= wanted),
    "pattern": _told(lambda value, wanted: not isinstance(value, str) or re.search(wanted, value)),
    "minimum": _told(lambda value, wanted: not isinstance(value, int | float) or value >= wanted),
    "maximum": _told(lambda value, wanted: not isinstance(value, int | float) or value <= wanted),
}
