"""Passages of a story that resemble a protected name and mean somebody else, as somebody has said who may see that name.

What is settled holds for one paragraph as it reads now; changed, it is hidden, or asked, again.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles import audit, rendering
from articles.audit import Action
from articles.models import Article, SettledPassage
from articles.rendering.passages import passages_of
from people.base.locks import lock_rows
from people.base.refusal import Refused
from people.models import SEE_PROTECTED, Subject
from people.naming.hiding import protected_names


def may_settle(user, article, subject) -> bool:
    """Whoever may see both the story and the person."""
    is_seen = Subject.objects.visible_to(user).filter(pk=subject.pk).exists()
    return user.has_perm(SEE_PROTECTED) and is_seen and Article.objects.visible_to(user).filter(pk=article.pk).exists()


@transaction.atomic
def settle(article, subject, digest: str, *, by):
    """The words of this paragraph mean somebody else: readers see them. Never a full name."""
    article = _hold(article, subject, by)
    if SettledPassage.objects.filter(article=article, subject=subject, digest=digest).exists():
        return
    found = passages_of(article, subject, protected_names())
    if digest not in {passage.digest for passage in [*found.hidden, *found.doubts] if passage.digest}:
        raise Refused(_("This paragraph has changed meanwhile: look at it again."))
    SettledPassage.objects.create(article=article, subject=subject, digest=digest, by=by)
    _follow(article, subject, Action.PASSAGE_SETTLED, by)


@transaction.atomic
def unsettle(article, subject, digest: str, *, by):
    """The words of this paragraph may mean the person after all."""
    article = _hold(article, subject, by)
    gone, _rows = SettledPassage.objects.filter(article=article, subject=subject, digest=digest).delete()
    if gone:
        _follow(article, subject, Action.PASSAGE_UNSETTLED, by)


def _hold(article, subject, by) -> Article:
    """The story as it is stored, which nobody else changes until this is done."""
    if not may_settle(by, article, subject):
        raise PermissionDenied
    lock_rows(Article.objects.filter(pk=article.pk))
    return Article.objects.get(pk=article.pk)


def _follow(article, subject, action: Action, by):
    audit.record(by, action, article=article, subject=subject.pk)
    rendering.rebuild(Article.objects.filter(pk=article.pk))


settle.alters_data = unsettle.alters_data = True
