"""What stands in a writing form, as a Content: read over the stored one, which keeps all that the form did not show.

``of_form`` reads a form that was checked, for whatever stores it; ``of_post`` reads what nobody checked, for a look at it.
"""

from dataclasses import replace

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone

from articles import body
from articles.history.content import BYLINE, FIELDS, FLAGS, KEYS, LINES, Content, byline_row, plain_fields
from articles.models import Article, Byline, Topic
from articles.workflow import tagging
from people.base import typed_times
from people.base.admin import is_key, posted_keys, visible
from people.models import Organization, Person, Subject

MOST_BYLINES = 60


def decisions_in(data, user) -> tagging.Decisions:
    """What was ticked or clicked among the names found. Who is brought back and left out at once is brought back."""
    back = posted_keys(data, "names_back")
    leave_out = posted_keys(data, "names_not") - back
    tag = posted_keys(data, "names_tag") - leave_out
    if not tag | leave_out | back:
        return tagging.Decisions()
    found = Subject.objects.visible_to(user).not_merged().filter(pk__in=tag | leave_out | back)
    seen = set(found.values_list("pk", flat=True))
    return tagging.Decisions(tag & seen, leave_out & seen, back & seen)


# A checked form ----------------------------------------------------------------------------------------------------------


def of_form(form, bylines, base: Content, user, *, replaced=()) -> Content:
    """What a valid form of a story and its formset of bylines, if one was sent, say. ``base`` is what is stored, and held.

    ``replaced``: bylines that the form showed as new ones, having no rows of theirs.
    """
    columns = plain_fields(form.instance)
    shown = {name for name in FIELDS if name.removesuffix("_id") in form.fields} | {"slug"}
    fields = base.fields | {name: columns[name] for name in shown}
    fields["body"] = body.clean(fields["body"] or "", form.instance.language)
    mentions = tagging.choose(base.mentions, *form.tags())
    mentions = tagging.decide(mentions, decisions_in(form.data, user))
    lines = fields["short_title"], fields["how_we_know"]
    text = tagging.Text(fields["title"], fields["summary"], fields["body"], form.instance.language, *lines)
    return Content(
        fields,
        _signed(base.bylines, [*((row, None) for row in replaced), *_rows_of(bylines)]),
        tagging.spelled(mentions, text),
        sorted(topic.pk for topic in form.cleaned_data["topics"]) if "topics" in form.fields else base.topics,
    )


def _rows_of(formset) -> list[tuple[dict | None, dict | None]]:
    """Each byline of the form: as it was shown and as it is now; None for one that is new, or that goes."""
    rows = []
    if formset is None:
        return rows
    for form in formset.initial_forms:
        was = {name: form.initial[name.removesuffix("_id")] for name in BYLINE}
        rows.append((was, None if form in formset.deleted_forms else byline_row(form.instance)))
    for form in formset.extra_forms:
        if form.has_changed() and form not in formset.deleted_forms:
            rows.append((None, byline_row(form.instance)))
    return rows


def _signed(base: list[dict], rows: list[tuple[dict | None, dict | None]]) -> list[dict]:
    """The bylines with those of the form in their places; others stay where they are."""
    bylines, places, new = list(base), list(range(len(base))), []
    for was, now in rows:
        place = next((place for place in places if base[place] == was), None)
        if place is not None:
            places.remove(place)
            bylines[place] = now
        elif now:
            new.append(now)
    return sorted(filter(None, [*bylines, *new]), key=lambda row: row["position"])


# An unchecked one --------------------------------------------------------------------------------------------------------


def of_post(data, base: Content, user) -> Content:
    """The base with what was typed over it, as far as it can be read; what the user does not see of it stays."""
    return replace(
        base, fields=_fields(data, base), bylines=_bylines(data, base, user), mentions=_mentions(data, base, user),
        topics=_topics(data, base),
    )  # fmt: skip


def _fields(data, base: Content) -> dict:
    fields = dict(base.fields)
    for name in LINES:
        if name in data and name not in {"slug", "kind", "source_date", *FLAGS}:
            fields[name] = Article._meta.get_field(name).to_python(data[name])
    fields["body"] = body.clean(fields["body"] or "", fields.get("language") or "")
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
        date = typed_times.read_day(text, timezone.localtime(), looks_back=True)
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
    return tagging.choose(base.mentions, chosen & seen, main, before & seen)


def _bylines(data, base: Content, user) -> list[dict]:
    total = data.get("bylines-TOTAL_FORMS", "")
    if not is_key(total):
        return base.bylines
    people = _seen(Person, data, "person", user)
    desks = _seen(Organization, data, "desk", user)
    rows = [_byline(data, number, people, desks) for number in range(min(int(total), MOST_BYLINES))]
    return _signed(base.bylines, [*((row, None) for row in shown_bylines(base, user)), *((None, row) for row in rows)])


def _seen(model, data, name: str, user) -> set[int]:
    """Whom the rows name in that field, as far as the user may see them."""
    keys = posted_keys(data, *(f"bylines-{number}-{name}" for number in range(MOST_BYLINES)))
    return set(visible(model.objects.filter(pk__in=keys), user).values_list("pk", flat=True))


def shown_bylines(content: Content, user) -> list[dict]:
    """Those that a form shows to the user: all but those of people and desks whom they may not see."""
    keys = {row["person_id"] or row["desk_id"] for row in content.bylines} - {None}
    seen = set(Subject.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) | {None}
    return [row for row in content.bylines if (row["person_id"] or row["desk_id"]) in seen]


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
