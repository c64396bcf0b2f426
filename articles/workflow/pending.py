"""The door for changes to published stories that wait: saved, reviewed and published apart from what readers have.

A pending change holds content only (``history.content``). It remembers the version that it was made from: if the story has
changed since, publishing it is refused until somebody has seen both. No reader's query knows its tables.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, workflow
from articles.history.content import Content
from articles.models import Article, ArticleImage, Image, PendingChange, Status
from articles.workflow import notes, pointing
from articles.workflow.changes import Refused
from articles.workflow.moves import MOVES, Move

#: The moves of a review, which a pending change makes as a story does: from the same states to the same.
STEPS = ("submit", "take_back", "return", "approve")


def may_propose(user, article) -> bool:
    """Whoever may write on the story may propose a change to it once readers have it; writers to their own."""
    if article.status not in {Status.PUBLISHED, Status.WITHDRAWN} or not user.has_perm("articles.change_article"):
        return False
    return workflow.has_in_hand(user, article)


def may_write(user, change) -> bool:
    """On an open change write those who propose it, until it is approved; after that editors alone."""
    return user.has_perm("articles.edit_all_articles") or change.state in {"draft", "in_review"}


def may_discard(user, change) -> bool:
    return user.has_perm("articles.edit_all_articles") or change.begun_by_id == user.pk


def possible_moves(user, change: PendingChange | None) -> list[Move]:
    """What this user may do now with the change; one that is not begun yet can be submitted at once."""
    state = change.state if change else "draft"
    steps = [MOVES[name] for name in STEPS]
    return [step for step in steps if state in step.sources and user.has_perm(step.permission)]


def open_change(article) -> PendingChange | None:
    return article.pending_changes.open().first()


def newest(change):
    """The saved state that counts (PendingVersion)."""
    return change.versions.first()


def content_of(change) -> Content:
    return Content.from_json(newest(change).content)


def with_change(change, by) -> Article:
    """The story as it would stand with the change, for the checklist, which reads what is stored. The caller rolls that back."""
    article = Article.objects.get(pk=change.article_id)
    with workflow.changing(article, by=by, comment="pending published"):
        content_of(change).apply_to(article)
        article.save()
    return article


def save(article, content: Content, *, by, opened: int, base_version: int, comment: str = "") -> PendingChange:
    """Keep the content as the newest state of the story's pending change, which is begun if there is none.

    ``opened``: the number of the state that the user had before them, 0 for none. ``base_version``: the version of the story
    that they saw. Raises PermissionDenied, or Refused (code "stale") when another state was saved meanwhile.
    """
    with transaction.atomic():
        _hold(article, by)
        change = open_change(article)
        number = newest(change).number if change else 0
        if number != opened:
            raise Refused(_("Somebody saved this pending change after you opened it."), code="stale")
        if change is None:
            change = PendingChange.objects.create(article=article, begun_by=by, base_version=base_version)
        elif not may_write(by, change):
            raise PermissionDenied
        if change.base_version != base_version:
            change.base_version = base_version
            change.save(update_fields=["base_version"])
            content = content.keeping_unseen(Content.of(article), by)  # what was tagged or signed since
        content = pointing.kept_content(article, content, content_of(change) if number else Content.of(article))
        change.versions.create(number=number + 1, content=content.as_json(), saved_by=by, comment=comment)
        _keep_uses(article, content, by)
        audit.record(by, "pending saved", article=article, change=change.pk, number=number + 1)
        return change


def move(change, name: str, *, by, note: str = ""):
    """Submit, take back, return or approve. Raises PermissionDenied or Refused."""
    step = MOVES[name]
    with transaction.atomic():
        article = change.article
        _hold(article, by)
        if not by.has_perm(step.permission):
            raise PermissionDenied
        change.refresh_from_db()
        if change.state not in step.sources:
            raise Refused(
                _("“%(move)s” is not possible: the change is now “%(state)s”.")
                % {"move": step.label, "state": change.get_state_display()}
            )
        change.state = step.target.value
        change.save(update_fields=["state"])
        workflow.take_note(step, article, by, note)
        audit.record(by, f"pending {name}", article=article, change=change.pk, **({"why": note} if note else {}))


def publish(change, *, by, reason: str = ""):
    """Put the content in the place of what readers have; where the story stands, and all its times, stay as they are.

    Raises PermissionDenied; Refused (code "changed") when the story has changed since; ReasonWanted for warnings alone.
    """
    with transaction.atomic():
        article = change.article
        _hold(article, by)
        if not by.has_perm("articles.publish_article"):
            raise PermissionDenied
        change.refresh_from_db()
        if not change.is_open:
            raise Refused(_("This pending change is already closed."))
        if change.base_version != article.version:
            sentence = _(
                "The story has changed since this change was started. Open the change: it shows both texts. Copy "
                "what is missing, save, then publish."
            )
            raise Refused(sentence, code="changed")
        content = content_of(change)
        _close(change, PendingChange.State.PUBLISHED)
        with workflow.changing(article, by=by, comment="pending published", why=reason, change=change.pk):
            content.apply_to(article)
            article.save()
            workflow.ask_checklist(article, by, reason, may_wait=True)
            notes.answer_returns(article, by)


def discard(change, *, by):
    """Close it without publishing; its saved states stay in the history."""
    with transaction.atomic():
        article = change.article
        _hold(article, by)
        change.refresh_from_db()
        if not change.is_open:
            raise Refused(_("This pending change is already closed."))
        if not may_discard(by, change):
            raise PermissionDenied
        _close(change, PendingChange.State.DISCARDED)
        audit.record(by, "pending discarded", article=article, change=change.pk)


def _close(change, state):
    change.state, change.closed_at = state, timezone.now()
    change.save(update_fields=["state", "closed_at"])
    change.article.image_uses.filter(place=ArticleImage.Place.PENDING).delete()


def _keep_uses(article, content: Content, by):
    """The pictures that the change would show: not to be deleted while it waits, and no reader's for that.

    As in the story itself, a number that somebody types opens no picture that they may not see.
    """
    rows = article.image_uses.filter(place=ArticleImage.Place.PENDING)
    wanted, there = content.pictures(), set(rows.values_list("image", flat=True))
    rows.exclude(image__in=wanted).delete()
    visible = Image.objects.visible_to(by).filter(pk__in=wanted - there).select_for_update()
    ArticleImage.objects.bulk_create(
        ArticleImage(article=article, image=image, place=ArticleImage.Place.PENDING) for image in visible
    )


def _hold(article, by):
    if not Article.objects.visible_to(by).filter(pk=article.pk).exists():
        raise PermissionDenied
    workflow.hold_anew(article)
    if not may_propose(by, article):
        raise PermissionDenied


save.alters_data = with_change.alters_data = move.alters_data = publish.alters_data = discard.alters_data = True
