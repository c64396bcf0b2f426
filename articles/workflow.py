"""The one door that changes the state of a story.

Every function is atomic, asks whether this user may do it, records a revision and signals on commit. Nobody else assigns
``status``, and nobody else saves what the form changed.
"""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import rendering, signals, uses
from articles.models import Article, Mention, Status
from articles.revisions import recording
from people import naming
from people.models import Subject

#: From which states a story may be published, and from which it may be taken back.
PUBLISHABLE = {Status.DRAFT, Status.IN_REVIEW, Status.APPROVED, Status.WITHDRAWN}


class Refused(ValidationError):
    """The move is not possible now; the message says why and what to do."""


@contextmanager
def changing(article, *, by, comment: str):
    """Save whatever the block did to a story and its relations as one recorded, derived, numbered version.

    The caller holds the row's lock, so that the number follows the stored one.
    """
    with recording(by, comment):
        yield
        uses.keep_uses(article, by=by)
        rendering.derive(article)
        article.version = Article.objects.values_list("version", flat=True).get(pk=article.pk) + 1
        article.save()
        _list_subjects(article)
        transaction.on_commit(lambda: signals.article_changed.send(sender=Article, article=article, by=by))


def _list_subjects(article):
    """Whom readers may not find yet they find from the first story on that names or carries them, at its time."""
    tagged = Q(mentions__article=article, mentions__state=Mention.State.CONFIRMED)
    signing = Q(person__bylines__article=article) | Q(organization__bylines__article=article)
    for subject in Subject.objects.not_listed_yet().filter(tagged | signing).distinct():
        stories = Article.objects.filter(status=Status.PUBLISHED).naming_or_signed_by(subject)
        naming.list_from(subject, stories.aggregate(first=Min("published_at"))["first"])


def may_edit(user, article) -> bool:
    """Editors edit everything; others what is their own and not yet approved or published."""
    if not user.has_perm("articles.change_article"):
        return False
    if user.has_perm("articles.edit_all_articles"):
        return True
    own = Article.objects.owned_by(user).filter(pk=article.pk).exists()
    return own and article.status in {Status.DRAFT, Status.IN_REVIEW}


def missing_for_publication(article) -> list[str]:
    """What a story still lacks before readers may have it, as sentences for the editor."""
    problems = []
    if not article.body:
        problems.append(_("The story has no text yet."))
    if article.section_id is None:
        problems.append(_("Choose a section."))
    elif article.section.language != article.language:
        problems.append(_("The section belongs to another edition: choose one in the story's language."))
    return problems + uses.picture_problems(article)


def publish(article, *, by, at=None):
    """Let readers have the story: now, or at the time that it carries or that ``at`` (aware) says.

    Raises PermissionDenied, or Refused with what is in the way.
    """
    _require(by, "articles.publish_article", article)
    with transaction.atomic():
        _lock(article, PUBLISHABLE, _("This story is published already."))
        now = timezone.now()
        _refuse(missing_for_publication(article))
        article.published_at = at or article.published_at or now
        if article.withdraw_at and article.withdraw_at <= max(now, article.published_at):
            _refuse([_("The time to take it down has passed, or lies before publication: change it first.")])
        if article.embargo_until and article.embargo_until > article.published_at:
            _refuse([_("The embargo ends after the publication time: choose a later time.")])
        article.status = Status.PUBLISHED
        article.withdrawn_at = None
        comment = "published" if article.published_at <= now else "scheduled"
        with changing(article, by=by, comment=comment):
            pass
        transaction.on_commit(lambda: signals.published.send(sender=Article, article=article, by=by))


def unpublish(article, *, by, reason: str = ""):
    """Take the story back: one that readers have seen is withdrawn, a scheduled one is a draft again."""
    with transaction.atomic():
        _lock(article, {Status.PUBLISHED}, _("This story is not published."))
        was_public, now = article.was_public, timezone.now()
        _require(by, "articles.withdraw_article" if was_public else "articles.publish_article", article)
        if was_public:
            article.first_public_at = article.first_public_at or article.published_at
            article.status, article.withdrawn_at = Status.WITHDRAWN, now
            article.withdrawal_reason = reason
        else:
            article.status, article.published_at = Status.DRAFT, None
        with changing(article, by=by, comment="withdrawn" if was_public else "unscheduled"):
            pass
        transaction.on_commit(lambda: signals.withdrawn.send(sender=Article, article=article, by=by))


def _require(user, permission, article):
    if not user.has_perm(permission) or not Article.objects.visible_to(user).filter(pk=article.pk).exists():
        raise PermissionDenied


def _lock(article, allowed, sentence):
    """Hold the row until the transaction ends, read it anew, and refuse when it is not in a state to move from."""
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    if article.status not in allowed:
        raise Refused(sentence)


def _refuse(problems):
    if problems:
        raise Refused(problems)
