"""The description of the API: ``openapi.json`` as it is served, and as its page for people shows it."""

import copy
import json
import re
from functools import cache
from pathlib import Path

from django.conf import settings

CODE = re.compile("`([^`]+)`")
FILE = Path(__file__).with_name("openapi.json")


@cache
def _stored() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8"))


def document() -> dict:
    """With what only this site knows: its name and its address."""
    found = copy.copy(_stored())
    found["info"] = found["info"] | {"title": settings.SITE_NAME}
    found["servers"] = [{"url": settings.SITE_URL}]
    return found


def for_people() -> dict:
    """What the page prints: each address with its parameters and answers, and each kind of answer with its fields."""
    found = _stored()
    schemas = found["components"]["schemas"]
    return {
        "about": found["info"]["description"],
        "addresses": [_address(path, methods["get"]) for path, methods in found["paths"].items()],
        "schemas": [
            {
                "name": name,
                "description": _read(schema["description"]),
                "fields": list(map(_field, schema["properties"].items())),
            }
            for name, schema in schemas.items()
        ],
    }


def _address(path: str, get: dict) -> dict:
    return {
        "path": path,
        "summary": get["summary"],
        "parameters": [{"name": row["name"], "description": _read(row["description"])} for row in get["parameters"]],
        "answers": [
            {"status": status, "description": _read(answer["description"]), "schema": _schema_of(answer)}
            for status, answer in get["responses"].items()
        ],
    }


def _read(text: str) -> str:
    """What programs show in the type of code, for people in quotation marks."""
    return CODE.sub(r"“\1”", text)


def _schema_of(answer: dict) -> str:
    content = answer.get("content", {}).get("application/json", {})
    return _name(content["schema"]) if content else ""


def _name(schema: dict) -> str:
    return schema["$ref"].rpartition("/")[2]


def _field(pair: tuple[str, dict]) -> dict:
    name, schema = pair
    inner = schema.get("items", schema)
    reference = next((other for other in [inner, *inner.get("anyOf", [])] if "$ref" in other), None)
    kind = schema.get("type", "")
    return {
        "name": name,
        "type": " or ".join(kind) if isinstance(kind, list) else kind,
        "of": _name(reference) if reference else "",
        "description": _read(schema.get("description", "")),
    }
