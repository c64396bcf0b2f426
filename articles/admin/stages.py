"""Where a story stands, in words: the coloured word with its time, in lists and beside the writing form."""

from datetime import timedelta

from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from articles.models import Article, Stage, Status
from people.base.admin import name_of
from people.base.clock import clock, zone_words


def stage_time(article, stage=None):
    """The time that matters at the story's stage."""
    if article.discarded_at:
        return article.discarded_at
    return {
        Stage.SCHEDULED: article.published_at,
        Stage.EMBARGOED: article.published_at,
        Stage.PUBLISHED: article.published_at,
        Stage.EXPIRED: article.withdraw_at,
        Stage.WITHDRAWN: article.withdrawn_at,
    }.get(stage or article.stage())


def stage_word(article):
    """The coloured word alone."""
    if article.discarded_at:
        return format_html('<b class="stage stage-discarded">{}</b>', _("Discarded"))
    stage = article.stage()
    return format_html('<b class="stage stage-{}">{}</b>', stage.value, stage.label)


def stage_sentence(article, user=None):
    """The coloured word with its time and zone: Scheduled for Tue 24 Nov 14:00, Almaty time (UTC+5).

    With a user who works in another zone also what the clock shows there.
    """
    stage = article.stage()
    when = stage_time(article, stage)
    if when is None:
        saved = clock(article.saved_at)
        return format_html(
            '{} <span class="saved-at">{}</span>', stage_word(article), _("saved %(time)s") % {"time": saved}
        )
    words = _("%(time)s, %(zone)s")
    if not article.discarded_at:
        words = {
            Stage.SCHEDULED: _("for %(time)s, %(zone)s"),
            Stage.EMBARGOED: _("to be published %(time)s, %(zone)s"),
        }.get(stage, words)
    sentence = words % {"time": clock(when), "zone": zone_words(when)}
    return format_html("{} <span>{}{}</span>", stage_word(article), sentence, _time_where(user, when))


def _time_where(user, when) -> str:
    """What the clock shows where the user works, if that is elsewhere."""
    zone = getattr(user, "zone", None)
    if not zone or str(zone) == timezone.get_current_timezone_name():
        return ""
    with timezone.override(zone):
        return _(" · %(time)s, %(zone)s") % {"time": clock(when), "zone": zone_words(when)}


def next_to_act(article) -> str:
    """Who takes the next step with a story that is on its way. Its writer and the assigned account are loaded."""
    if article.status == Status.IN_REVIEW:
        return _("editors read it next")
    if article.status == Status.APPROVED:
        return _("an editor publishes it next")
    who = article.assigned_to or article.created_by
    if not who.is_active:
        return _("nobody: the account of %(name)s is closed") % {"name": name_of(who)}
    return _("%(name)s goes on with it") % {"name": name_of(who)}


def waiting_time(since) -> str:
    """How long a story waits, in the largest unit: waits 3 days."""
    now = timezone.now()
    if now - since < timedelta(minutes=1):
        return _("just now")
    return _("waits %(time)s") % {"time": timesince(since, now, depth=1)}


def embargo_line(article):
    """What staff are shown in red as long as the promise holds; readers never learn of it."""
    if not article.embargo_until or article.embargo_until <= timezone.now():
        return ""
    return format_html(
        '<strong class="embargo">{}</strong>', _("Embargo until %(time)s") % {"time": clock(article.embargo_until)}
    )


def shown_columns(user) -> dict[str, Case]:
    """As columns of a query, headlines and deks as staff read them.

    Who may not see protected people is shown them as readers are, with the names replaced. Of their own stories as typed: a
    name that comes back replaced would tell whose it is.
    """
    if user.has_perm("people.see_protected_subject"):
        return {name: F(name) for name in ("title", "summary")}
    own = Q(pk__in=Article.objects.owned_by(user).order_by().values("pk"))
    return {name: Case(When(own, then=F(name)), default=F(f"public_{name}")) for name in ("title", "summary")}


def shown_title(article, user) -> str:
    return article.title if reads_whole(user, article) else article.public_title


def reads_whole(user, article) -> bool:
    """The same decision for a story at hand; asks nothing where its bylines are at hand too."""
    if user.has_perm("people.see_protected_subject") or user.pk in (article.created_by_id, article.assigned_to_id):
        return True
    return user.person_id is not None and any(row.person_id == user.person_id for row in article.bylines.all())


def shown_label(article, user) -> str:
    """What a choice of stories shows."""
    return f"{shown_title(article, user)} ({article.language_name})"
