"""What is told by mail: that there is a note, and where. A mail lies on strange servers, so it holds a link and no content.

Rows wait in the database (``NoteMention`` without ``mailed_at``) until ``manage.py run_due`` has sent them, which a note starts
at once and a timer may start again: a mail server that does not answer holds no save. Each is tried until a server has taken it,
five times at most; whoever claims a row first sends it.
"""

import logging
import subprocess
import sys
import threading
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.models import Article, NoteMention

#: How long a row rests after its first, second, ... try that failed.
RESTS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
MOST_TRIES = len(RESTS) + 1
#: So many are read at a time.
CHUNK = 100

logger = logging.getLogger(__name__)


def send_soon():
    """Start a process of its own that works off what is due, and do not wait for it."""
    if not settings.RUN_DUE_AT_ONCE:
        return
    command = [sys.executable, settings.BASE_DIR / "manage.py", "run_due", "--verbosity=0"]
    try:
        child = subprocess.Popen(  # noqa: S603
            command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        logger.exception("run_due could not be started; the mail waits for the next run")
        return
    # Somebody has to hear of its end, or it stays in the table of processes for good.
    threading.Thread(target=child.wait, daemon=True).start()


def send_due() -> int:
    """Send what is due; how many mails a server has taken."""
    sent, last = 0, 0
    while keys := list(_due().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        sent += sum(_claim(key) and _send(key) for key in keys)
        last = keys[-1]
    return sent


def _due():
    """Never tried, or rested for long enough."""
    now = timezone.now()
    rested = Q(tries=0)
    for tries, rest in enumerate(RESTS, start=1):
        rested |= Q(tries=tries, tried_at__lte=now - rest)
    return NoteMention.objects.filter(rested, mailed_at__isnull=True)


def _claim(key: int) -> bool:
    """Whether it is ours to send: of two runs at once the database lets one change the row."""
    return bool(_due().filter(pk=key).update(tries=F("tries") + 1, tried_at=timezone.now()))


def _send(key: int) -> bool:
    mention = NoteMention.objects.select_related("user", "note").get(pk=key)
    if not _may_be_told(mention):
        return _close(mention, False)
    try:
        _mail(mention).send()
    except Exception as error:  # whatever a mail server does, the next mail is not to blame for it
        if mention.tries >= MOST_TRIES:
            logger.error("Mail about note #%s was given up (%s)", mention.note_id, type(error).__name__)
            return _close(mention, False)
        logger.warning(
            "Mail about note #%s was not sent (%s); it is tried again", mention.note_id, type(error).__name__
        )
        return False
    return _close(mention, True)


def _may_be_told(mention) -> bool:
    """As things are now: not done with, to an address, and to somebody who still may read it."""
    if mention.note.resolved_at:
        return False
    try:
        validate_email(mention.user.email)
    except ValidationError:
        return False
    return Article.objects.worked_on_by(mention.user).filter(pk=mention.note.article_id).exists()


def _mail(mention) -> EmailMessage:
    with translation.override(mention.user.language or settings.LANGUAGE_CODE):
        address = reverse("admin:articles_article_change", args=[mention.note.article_id])
        text = _("A colleague left you a note. Read it here:")
        body = f"{text}\n\n{settings.SITE_URL}{address}#notes\n"
        return EmailMessage(str(_("New note for you")), body, to=[mention.user.email])


def _close(mention, was_sent: bool) -> bool:
    mention.mailed_at = timezone.now()
    mention.save(update_fields=["mailed_at"])
    return was_sent


send_soon.alters_data = send_due.alters_data = True
