"""What stands in a writing form, as a content: read leniently, for a look at it, and stored by nobody."""

from dataclasses import replace

from django import forms
from django.core.validators import URLValidator

from articles import body
from articles.history.content import FLAGS, KEYS, LINES, Content
from articles.models import Article, Byline, Topic
from people.base.admin import is_key, posted_keys, visible
from people.models import Organization, Person, Subject

MOST_BYLINES = 60


def content_of(data, base: Content, user) -> Content:
    """The base with what was typed over it; what the user does not see of it stays."""
    return replace(
        base, fields=_fields(data, base), bylines=_bylines(data, base, user), mentions=_mentions(data, base, user),
        topics=_topics(data, base),
    )  # fmt: skip


def _fields(data, base: Content) -> dict:
    fields = dict(base.fields)
    for name in LINES:
        if name in data and name not in {"slug", "kind", "source_date", *FLAGS}:
            fields[name] = Article._meta.get_field(name).to_python(data[name])
    fields["body"] = body.clean(fields["body"] or "")
    fields["source_url"] = _address(fields["source_url"] or "")
    if data.get("kind") in Article.Kind.values:
        fields["kind"] = data["kind"]
    if "source_outlet" in data:
        fields |= {"source_edited": "source_edited" in data, "source_date": _date(data.get("source_date", ""))}
    for name, model in KEYS.items():
        if (key := name.removesuffix("_id")) in data:
            fields[name] = _known(model, data[key])
    return fields


def _address(text: str) -> str:
    """No link leads where a save would refuse to lead: javascript: is no address of a story."""
    try:
        return URLValidator()(text) or text
    except forms.ValidationError:
        return ""


def _date(text: str) -> str | None:
    try:
        date = forms.DateField(required=False).clean(text)
    except forms.ValidationError:
        return None
    return date.isoformat() if date else None


def _known(model, key: str) -> int | None:
    return int(key) if is_key(key) and model._default_manager.filter(pk=key).exists() else None


def _topics(data, base: Content) -> list[int]:
    if "title" not in data:
        return base.topics
    return sorted(Topic.objects.filter(pk__in=posted_keys(data, "topics")).values_list("pk", flat=True))


def _mentions(data, base: Content, user) -> list[dict]:
    chosen, main = posted_keys(data, "people", "places", "organizations"), posted_keys(data, "main_subjects")
    before = {row["subject_id"] for row in base.mentions}
    seen = set(Subject.objects.visible_to(user).filter(pk__in=chosen | before).values_list("pk", flat=True))
    kept = [
        row
        for row in base.mentions
        if row["subject_id"] not in seen or (row["state"] != "confirmed" and row["subject_id"] not in chosen)
    ]
    return kept + [
        {"subject_id": key, "prominence": "main" if key in main else "mentioned", "state": "confirmed", "spelling": ""}
        for key in sorted(chosen & seen)
    ]


def _bylines(data, base: Content, user) -> list[dict]:
    total = data.get("bylines-TOTAL_FORMS", "")
    if not is_key(total):
        return base.bylines
    people = _seen(Person, data, "person", user)
    desks = _seen(Organization, data, "desk", user)
    hidden = _hidden(base, user)
    rows = [_byline(data, number, people, desks) for number in range(min(int(total), MOST_BYLINES))]
    return sorted([*hidden, *filter(None, rows)], key=lambda row: row["position"])


def _seen(model, data, name: str, user) -> set[int]:
    """Whom the rows name in that field, as far as the user may see them."""
    keys = posted_keys(data, *(f"bylines-{number}-{name}" for number in range(MOST_BYLINES)))
    return set(visible(model.objects.filter(pk__in=keys), user).values_list("pk", flat=True))


def _hidden(base: Content, user) -> list[dict]:
    keys = {row["person_id"] or row["desk_id"] for row in base.bylines} - {None}
    hidden = keys - set(Subject.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [row for row in base.bylines if (row["person_id"] or row["desk_id"]) in hidden]


def _byline(data, number: int, people: set, desks: set) -> dict | None:
    def value(name):
        return data.get(f"bylines-{number}-{name}", "")

    if value("DELETE"):
        return None
    person, desk = (int(value(name)) if is_key(value(name)) else None for name in ("person", "desk"))
    person, desk = (person if person in people else None), (desk if desk in desks else None)
    text = "" if person or desk else Byline._meta.get_field("text").to_python(value("text"))
    if not (person or desk or text):
        return None
    role = value("role") if value("role") in Byline.Role.values else Byline.Role.AUTHOR.value
    position = int(value("position")) if is_key(value("position")) and len(value("position")) < 5 else number
    return {"position": position, "person_id": person, "desk_id": None if person else desk, "text": text, "role": role}
