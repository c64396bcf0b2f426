"""Who has a story open, and which of them writes: told by each window every five seconds, and seen by the others.

The lock is a soft one. It keeps two people from writing at once without knowing it; what keeps a text from being lost is the
version check of the save, which asks nobody's window. A window is a tab: one's own second tab is one, too.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from reversion.models import Version

from articles.models import Presence
from articles.models.querysets import PRESENT_FOR
from articles.writing.autosave import version_in
from people.base.admin import is_key, name_of
from people.base.clock import moment

TAB = re.compile(r"[0-9A-Za-z-]{8,40}")
#: A writer who has not touched the form for so long gives way to whoever opens it, or types in it.
IDLE = timedelta(minutes=5)
#: Rows of closed windows of any story, removed when a window is heard.
OLD = timedelta(hours=1)


# The windows -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Heartbeat:
    """What a window says of itself beside its name, every five seconds."""

    #: For how long nobody touched its form.
    quiet: timedelta
    #: Whether something was typed in it that is not saved.
    has_typed: bool
    takes_over: bool
    #: The version of the story that it was opened with.
    version: int

    @classmethod
    def of(cls, data):
        return cls(quiet_in(data), "typed" in data, "take_over" in data, version_in(data))


def quiet_in(data) -> timedelta:
    """For how long a window says that nobody touched it; what it says is its own affair, up to a day."""
    typed = data.get("quiet", "")
    return timedelta(seconds=min(int(typed), 86_400) if is_key(typed) else 0)


def heartbeat(article, user, tab: str, beat: Heartbeat) -> Presence:
    """A window with the form says that it is open. The first one writes; after that whoever takes over, or comes while the
    one who writes gives way."""
    now = timezone.now()
    windows = Presence.objects.filter(article=article)
    windows.filter(seen_at__lte=now - PRESENT_FOR).delete()
    Presence.objects.filter(seen_at__lte=now - OLD).delete()
    window = _window(article, user, tab, beat)
    writer = windows.filter(is_writer=True).first()
    if beat.takes_over or _may_write(window, writer):
        _make_writer(window, instead_of=writer)
    window.refresh_from_db()
    return window


def _window(article, user, tab: str, beat: Heartbeat) -> Presence:
    now = timezone.now()
    said = {"seen_at": now, "typed_at": now - beat.quiet, "has_typed": beat.has_typed}
    opened = {"user": user, "opened_at": now} | said
    window, is_new = Presence.objects.get_or_create(article=article, tab=tab, defaults=opened)
    if window.user_id != user.pk:
        raise PermissionDenied
    if not is_new:
        # What was typed before a step went with it, though the heartbeat of that page may come later.
        if beat.takes_over or (beat.has_typed and beat.version == article.version):
            said["has_handed_over"] = False
        Presence.objects.filter(pk=window.pk).update(**said)
        window.refresh_from_db()
    return window


def _may_write(window: Presence, writer: Presence | None) -> bool:
    if writer is None:
        return not (window.has_handed_over and _is_awaited_beside(window))
    return writer != window and gives_way(writer) and not gives_way(window)


def _is_awaited_beside(window: Presence) -> bool:
    """Whether somebody is there whom the story was handed to: their window takes it when it is heard next."""
    there = Presence.objects.now().filter(article=window.article_id, has_handed_over=False)
    return there.exclude(pk=window.pk).exists()


def gives_way(window: Presence) -> bool:
    return window.has_handed_over or is_idle(window)


def is_idle(window: Presence) -> bool:
    return window.typed_at < timezone.now() - IDLE


def hand_over(article, user, tab: str):
    """The user took the story a step further: whoever else is there, or comes, may write at once.

    The window ``tab``, in which that was done, is about to show the story again; that of a new story was not heard of yet.
    """
    windows, now = Presence.objects.filter(article=article), timezone.now()
    if TAB.fullmatch(tab):
        windows.get_or_create(article=article, tab=tab, defaults={"user": user, "opened_at": now, "seen_at": now})
    windows.filter(user=user).update(is_writer=False, has_typed=False, has_handed_over=True)
    windows.exclude(user=user).update(has_handed_over=False)


def _make_writer(window: Presence, instead_of: Presence | None):
    """The database lets one be it: where another came first since the writer was looked up, that one stays."""
    try:
        with transaction.atomic():
            if instead_of:
                Presence.objects.filter(pk=instead_of.pk).update(is_writer=False)
            Presence.objects.filter(pk=window.pk).update(is_writer=True)
    except IntegrityError:
        pass


def leave(article, user, tab: str):
    Presence.objects.filter(article=article, user=user, tab=tab).delete()


def others(article, tab: str = "") -> list[Presence]:
    """The other windows that are open now, the writer's first."""
    windows = Presence.objects.now().filter(article=article).exclude(tab=tab).select_related("user")
    return sorted(windows, key=lambda window: not window.is_writer)


# In words --------------------------------------------------------------------------------------------------------------


def sentence(window: Presence, user) -> str:
    values = {"name": name_of(window.user), "time": moment(window.opened_at), "typed": moment(window.typed_at)}
    if window.user_id == user.pk:
        if window.is_writer and window.has_typed:
            return _("You have had this story open in another window since %(time)s and are writing there.") % values
        return _("You have had this story open in another window since %(time)s.") % values
    if window.is_writer and is_idle(window):
        return _("%(name)s has had this story open since %(time)s and last typed at %(typed)s.") % values
    if window.is_writer and window.has_typed:
        return _("%(name)s has had this story open since %(time)s and is writing.") % values
    return _("%(name)s has had this story open since %(time)s.") % values


def saved_meanwhile(article, user, opened_version: int) -> str:
    """Who saved the story after it was opened, and when; empty when nobody did."""
    if article.version == opened_version:
        return ""
    last = Version.objects.get_for_object(article).select_related("revision__user").first()
    by = last.revision.user if last else None
    values = {"name": name_of(by) if by else "", "time": moment(article.saved_at)}
    if by and by.pk == user.pk:
        return _("You saved this story elsewhere at %(time)s, after you opened it here.") % values
    if by:
        return _("%(name)s saved this story at %(time)s, after you opened it.") % values
    return _("This story was saved at %(time)s, after you opened it.") % values
