"""Tags for readers' pages."""

import json

from django import template
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from people.base import languages
from people.base.partial_dates import format_partial_date
from people.base.text_only import with_text

register = template.Library()
register.filter("partial_date", format_partial_date)
register.filter("direction", languages.direction_of)
register.filter("language_name", languages.name_of)
register.filter("with_text", with_text)

#: What could end the script element or a line of script, as JSON escapes.
JSON_ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(data: dict) -> str:
    """The data as a script element of structured data. Nothing in it can leave the element."""
    text = json.dumps(data, ensure_ascii=False).translate(JSON_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 escaped above


@register.simple_tag
def moment(value) -> str:
    """A time as readers write it in their language, with its zone; the exact instant in datetime."""
    if not value:
        return ""
    local = timezone.localtime(value)
    shown = f"{formats.date_format(local, 'DATE_FORMAT')}, {local:%H:%M} {zone_of(local)}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), shown)


@register.simple_tag
def day(value) -> str:
    """A date in the newsroom's zone."""
    if not value:
        return ""
    local = timezone.localtime(value)
    shown = formats.date_format(local, "DATE_FORMAT")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), shown)


def zone_of(local) -> str:
    """The offset, as UTC+5 or UTC+5:30: a name of the zone is not known everywhere."""
    minutes = int(local.utcoffset().total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    return "UTC" + (f"{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "") if minutes else "")


@register.simple_tag
def lang_unless_here(language: str) -> str:
    """The attributes lang and dir for a passage in the language; nothing if it is the page's own or unknown."""
    if not language or language == languages.current():
        return ""
    return format_html(' lang="{}" dir="{}"', language, languages.direction_of(language))


@register.filter
def initial(label: str) -> str:
    """The first letter of a name, to draw where there is no portrait; a quotation mark is none."""
    return next((character.upper() for character in label if character.isalpha()), "")


@register.filter
def og_locale(language: str) -> str:
    """The language as Open Graph writes it: uz_Cyrl."""
    return language.replace("-", "_")


@register.simple_tag
def stylesheet_if_known(path: str) -> str:
    """A link to the stylesheet; nothing when the static files were not collected. For pages that must always work."""
    try:
        return format_html('<link rel="stylesheet" href="{}">', static(path))
    except ValueError:
        return ""
