"""What is told by mail: that there is a note, and where. A mail lies on strange servers, so it holds a link and no content.

Each mention is a job (``people.base.jobs``): a mail server that does not answer holds no save. It is tried until a server has
taken it, five times at most.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.models import Article, NoteMention
from people.base import jobs
from people.base.jobs import Job, Outcome

KIND = "mail"
#: How long a job rests after its first, second, ... try that failed.
RESTS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120))
MOST_TRIES = len(RESTS) + 1

logger = logging.getLogger(__name__)


def send_soon():
    """Have what is due sent by a process of its own, where no timer does."""
    if settings.RUN_DUE_AT_ONCE:
        jobs.spawn("run_due", "--verbosity=0")


def send_due() -> int:
    """Send what is due; how many mails a server has taken."""
    return jobs.work_off(KIND)


def send(job: Job) -> Outcome:
    mention = NoteMention.objects.select_related("user", "note").filter(pk=job.key, mailed_at=None).first()
    if mention is None:
        return Outcome.DROPPED
    if job.attempts > MOST_TRIES or not _may_be_told(mention):
        return _close(mention, Outcome.DROPPED)
    try:
        _mail(mention).send()
    except Exception as error:  # whatever a mail server does, the next mail is not to blame for it
        about = mention.note_id, type(error).__name__
        if job.attempts == MOST_TRIES:
            logger.error("Mail about note #%s was given up (%s)", *about)
            return _close(mention, Outcome.DROPPED)
        logger.warning("Mail about note #%s was not sent (%s); it is tried again", *about)
        return Outcome.LATER
    return _close(mention, Outcome.DONE)


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


def _close(mention, outcome: Outcome) -> Outcome:
    mention.mailed_at = timezone.now()
    mention.save(update_fields=["mailed_at"])
    return outcome


send_soon.alters_data = send_due.alters_data = send.alters_data = True
