"""The side of the writing form: its groups of fields, and what each folded one says that it holds.

What every story needs is in sight; the rest is in drawers. A drawer opens by itself where something in it is to be mended, or was
typed and not saved.
"""

from dataclasses import dataclass

from django.contrib.admin.helpers import Fieldset
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.admin.stories.panel import Panel
from articles.models import Article, Translation
from people.base.admin import name_of
from people.base.clock import clock

#: Fields of choices whose chosen names are read in the line of their drawer.
FILED = ("language", "kind")


@dataclass
class Group:
    """One group of fields, as the template prints it."""

    key: str
    name: str
    fieldset: Fieldset
    is_drawer: bool = False
    is_open: bool = False
    holds: str = ""


class Side(Panel):
    """The groups beside the text, and how the corrections are folded."""

    def context(self, writing):
        request, story = writing.request, writing.story
        readonly = self.admin.get_readonly_fields(request, story)
        groups = []
        for name, options in self.admin.get_fieldsets(request, story):
            key = options["classes"][0]
            if key == "writing":
                continue
            # A drawer's name stands in the line that opens it.
            shown_name = None if key in HOLDS else name
            fieldset = Fieldset(writing.form, shown_name, readonly, model_admin=self.admin, **options)
            groups.append(_group(key, name, fieldset, writing))
        return {"side": groups, "corrections": _corrections(writing)}


def _group(key: str, name: str, fieldset: Fieldset, writing) -> Group:
    if key not in HOLDS:
        return Group(key, name, fieldset)
    holds = ", ".join(filter(None, HOLDS[key](writing)))
    return Group(key, name, fieldset, True, _needs_a_look(writing.form, fieldset.fields), holds or nothing())


def _needs_a_look(form, fields) -> bool:
    """Whether one of the fields has a mistake, or a value that is not saved."""
    if not form.is_bound:
        return False
    return not {*form.errors, *form.changed_data}.isdisjoint(fields)


def nothing() -> str:
    return pgettext("in a drawer", "none")


def _corrections(writing) -> dict | None:
    """The line of the drawer with what readers were told, and whether it is open."""
    part = next((part for part in writing.formsets if part.prefix == "corrections"), None)
    if part is None:
        return None
    is_typed = part.is_bound and (part.has_changed() or part.total_error_count() > 0)
    return {"holds": str(len(part.initial_forms) or nothing()), "is_open": is_typed}


# What a drawer says that it holds, as it is stored ------------------------------------------------------------------------


def _tagged(writing) -> list[str]:
    return [mention.subject.label for mention in writing.form.mentions]


def _filing(writing) -> list[str]:
    form = writing.form
    names = [dict(form.fields[name].choices).get(form.initial.get(name)) for name in FILED if name in form.fields]
    return [*map(str, filter(None, names)), form.initial.get("dateline")]


def _schedule(writing) -> list[str]:
    times = writing.form.initial
    words = {
        "published_at": "%(time)s",
        "withdraw_at": _("until %(time)s"),
        "embargo_until": _("embargo until %(time)s"),
    }
    return [text % {"time": clock(times[name])} for name, text in words.items() if times.get(name)]


def _translation(writing) -> list[str]:
    """The editions that have the story too, and which version does not say what its original says now."""
    story = writing.story
    if story is None:
        return []
    others = Article.objects.visible_to(writing.user).filter(pk__in=story.siblings().values("pk"))
    rows = others.only("language", "translation__original", "translation__changed_at").order_by("created_at")
    own = Translation.objects.filter(article=story, changed_at__isnull=False).first()
    return [_edition(story, other, own) for other in rows.select_related("translation")]


def _edition(story, other, own) -> str:
    """``own``: what this story follows, where that was changed since."""
    theirs = getattr(other, "translation", None)
    if theirs and theirs.is_behind and theirs.original_id == story.pk:
        return _("%(language)s, behind") % {"language": other.language_name}
    if own and own.original_id == other.pk:
        return _("%(language)s, newer than this one") % {"language": other.language_name}
    return other.language_name


def _source(writing) -> list[str]:
    values = writing.form.initial
    return [values.get("source_outlet") or values.get("source_url") or values.get("source_authors")]


def _address(writing) -> list[str]:
    story = writing.story
    assigned = story.assigned_to if story else None
    return [writing.form.initial.get("slug"), name_of(assigned) if assigned else ""]


def _discovery(writing) -> list[str]:
    values = writing.form.initial
    until = values.get("breaking_until")
    breaking = _("breaking until %(time)s") % {"time": clock(until)} if until else ""
    short = _("own headline") if values.get("short_title") else ""
    return [short, breaking, _("not in search engines") if values.get("noindex") else ""]


def _knowing(writing) -> list[str]:
    text = writing.form.initial.get("how_we_know") or ""
    return [f"{text[:40].rpartition(' ')[0]}…" if len(text) > 40 else text]


def _update(writing) -> list[str]:
    time = writing.form.initial.get("materially_updated_at")
    return [clock(time) if time else ""]


#: Key of a group that is a drawer -> what it holds, in parts.
HOLDS = {
    "subjects": _tagged,
    "filing": _filing,
    "knowing": _knowing,
    "schedule": _schedule,
    "translation": _translation,
    "source": _source,
    "address": _address,
    "discovery": _discovery,
    "update": _update,
}
