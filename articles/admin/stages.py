"""Where a story stands, in words: the coloured word with its time, in lists and beside the writing form."""

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Stage


def zone_name(when=None) -> str:
    """The newsroom's zone, as forms name it: Asia/Almaty (UTC+5)."""
    offset = timezone.localtime(when).strftime("%z")
    hours, minutes = offset[:3], offset[3:]
    short = f"{hours[0]}{int(hours[1:])}" + (f":{minutes}" if minutes != "00" else "")
    return f"{timezone.get_current_timezone_name()} (UTC{short.replace('-', '−')})"


def clock(when) -> str:
    """Tue 24 Nov 14:00, with the year when it is another one."""
    when = timezone.localtime(when)
    year = "" if when.year == timezone.localtime().year else " Y"
    # E is the month as a language writes it beside a day: 1 декабря, not 1 декабрь.
    month = "M" if get_language() == "en" else "E"
    return formats.date_format(when, f"D j {month}{year} H:i")


def stage_time(article, stage=None):
    """The time that matters at the story's stage."""
    return {
        Stage.SCHEDULED: article.published_at,
        Stage.EMBARGOED: article.published_at,
        Stage.PUBLISHED: article.published_at,
        Stage.EXPIRED: article.withdraw_at,
        Stage.WITHDRAWN: article.withdrawn_at,
    }.get(stage or article.stage())


def stage_word(article):
    """The coloured word alone."""
    stage = article.stage()
    return format_html('<b class="stage stage-{}">{}</b>', stage.value, stage.label)


def stage_sentence(article):
    """The coloured word with its time and zone: Scheduled for Tue 24 Nov 14:00, Asia/Almaty (UTC+5)."""
    stage = article.stage()
    when = stage_time(article, stage)
    if when is None:
        saved = clock(article.saved_at)
        return format_html("{} <span>{}</span>", stage_word(article), _("saved %(time)s") % {"time": saved})
    words = {
        Stage.SCHEDULED: _("for %(time)s, %(zone)s"),
        Stage.EMBARGOED: _("until %(time)s, %(zone)s"),
    }.get(stage, _("%(time)s, %(zone)s"))
    return format_html(
        "{} <span>{}</span>", stage_word(article), words % {"time": clock(when), "zone": zone_name(when)}
    )
