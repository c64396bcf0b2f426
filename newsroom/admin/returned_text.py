"""What somebody typed into a form of the admin, for a page that hands it back because the form itself cannot be shown.

Of the form nothing is known here but names and values. Left out is what surely nobody typed: keys, choices, ticks, counters.
Rather a word too much is shown than one too little, but never what stood in a field for a password or a token.
"""

import re
from functools import cache
from html import unescape

from django.apps import apps
from django.utils.safestring import mark_safe

from articles import body
from articles.body import note_marks
from articles.writing import autosave

#: Secret, or filled by our own pages: counters, days and hours, names looked for in a text, areas of a picture.
NO_WORDS = re.compile(
    r".*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|.*_[01]|names_\w+|point_[xy]|action|next|opened|index|survivor|style|shape"
    r"|[xy]|width|height|.*password.*|.*token|username"
)
#: Keys and ticks.
NUMBERS = re.compile(r"\d*|on", re.ASCII)
#: Shown in a place of their own.
HEAD = ("title", "summary", "body")
#: Letters of one form that are handed back. A long book has as many; who is not signed in could send more for ever.
MOST = 1024 * 1024


def is_page(request) -> bool:
    """Whether a browser shows the answer as a page. A script that asks tells by itself what becomes of what it sent."""
    return "text/html" in request.headers.get("Accept", "")


def fields_in(data) -> dict[str, list[str]]:
    """All fields of a posted form; none when it is too large to be handed back."""
    fields = autosave.fields_of(data)
    return fields if sum(len(text) for texts in fields.values() for text in texts) <= MOST else {}


def words_in(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """Of these fields what somebody may have typed."""
    words = {name: [text for text in texts if _is_word(name, text)] for name, texts in fields.items()}
    return {name: texts for name, texts in words.items() if texts}


def _is_word(name: str, text: str) -> bool:
    field = name.rpartition("-")[2]
    return not (NO_WORDS.fullmatch(name) or NUMBERS.fullmatch(text.strip()) or (field, text) in _choices())


@cache
def _choices() -> set[tuple[str, str]]:
    """Names of fields with each value that can be chosen there."""
    fields = [field for model in apps.get_models() for field in model._meta.fields if field.choices]
    return {(field.name, str(value)) for field in fields for value, label in field.flatchoices}


def shown(fields: dict[str, list[str]], is_staff: bool) -> dict:
    """For ``admin/_typed.html``: headline, dek and text, then the other words.

    The text keeps its links for staff. Others get it plain: cleaning takes time, which a stranger could ask for without end.
    """
    title, summary, markup = ((fields.get(name) or [""])[0] for name in HEAD)
    others = [text for name, texts in words_in(fields).items() if name not in HEAD for text in texts]
    found = {"title": title, "summary": summary, "others": others}
    if is_staff:
        return found | {"markup": mark_safe(note_marks.without(body.clean(markup)))}  # noqa: S308 the allow-list of all stories
    return found | {"text": unescape(re.sub(r"<[^<>]*>", "\n", markup)).strip()}
