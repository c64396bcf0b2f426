"""What follows what: a translation keeps which version of its original it says, and is told when that changes.

Parts of the door of ``changes``, and two steps of an editor: this is up to date again; readers are told that it is not.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit, body
from articles.models import Article, Correction, Translation
from articles.workflow.permissions import may_edit, sees
from people.base.locks import take_turn
from people.base.refusal import Refused
from people.signals import announce_change

WORDS = ("title", "summary", "body", "public_title", "public_summary", "body_html")


def may_follow(user, article) -> bool:
    """Whether the user may say that the translation is up to date."""
    row = translation_of(article)
    return row is not None and may_edit(user, article) and sees(user, row.original)


def may_tell_readers(user, article) -> bool:
    return user.has_perm("articles.publish_article") and may_follow(user, article)


def translation_of(article) -> Translation | None:
    """What the story follows, while that is kept and of the same group."""
    rows = Translation.objects.select_related("original").filter(
        article=article, original__translation_key=article.translation_key, original__discarded_at__isnull=True
    )
    return rows.first()


# Parts of a change ------------------------------------------------------------------------------------------------------


def link(article, original=None):
    """The story was joined to others, or left them: it follows the one that it was made from, or else the first of them."""
    Translation.objects.filter(original=article).exclude(article__translation_key=article.translation_key).delete()
    others = article.siblings().order_by("created_at", "pk").only("pk", "version")
    original = original or others.filter(translation__isnull=True).first() or others.first()
    if original is None:
        Translation.objects.filter(article=article).delete()
        return
    said = {"version": original.version, "followed_at": timezone.now(), "changed_at": None, "public_changed_at": None}
    Translation.objects.update_or_create(article=article, defaults={"original": original} | said)


@dataclass
class Said:
    """What a story says to colleagues, and what to readers."""

    to_staff: tuple
    to_readers: tuple

    @classmethod
    def by(cls, key: int):
        title, summary, text, *public, html = Article.objects.filter(pk=key).values_list(*WORDS).get()
        notes = Correction.objects.filter(article=key).order_by("pk")
        own = list(notes.values_list("kind", "text"))
        due = notes.filter(published_at__lte=timezone.now())  # what is planned is told when its time has come
        shown = list(due.values_list("kind", "public_text"))
        return cls((title, summary, _plain(text), own), (*public, _plain(html), shown))


def _plain(html: str) -> str:
    return " ".join(body.text_of(html).split())


class Followers:
    """The translations of a story while that is changed."""

    def __init__(self, article):
        self.key = article.pk
        self.rows = list(Translation.objects.filter(original=article)) if article.pk else []
        self.before = Said.by(self.key) if self.rows else None

    def follow(self) -> list[int]:
        """After the change. Answers the keys of the stories whose readers see another line."""
        if not self.rows:
            return []
        now, after = timezone.now(), Said.by(self.key)
        if after == self.before:
            return []
        times = {"changed_at": now}
        if after.to_readers != self.before.to_readers:
            times["public_changed_at"] = now
        Translation.objects.filter(original=self.key).update(**times)
        return [row.pk for row in self.rows if row.is_told]


# Steps of an editor -----------------------------------------------------------------------------------------------------


def bring_up_to_date(article, *, by, seen):
    """Say that the translation says what its original says now. ``seen``: when that had last changed, as the user was shown.

    Raises PermissionDenied, or Refused where the original was changed again meanwhile.
    """
    with transaction.atomic():
        take_turn()
        if not may_follow(by, article):
            raise PermissionDenied
        row = translation_of(article)
        if row.changed_at is None:
            return
        if row.changed_at != seen:
            raise Refused(_("The original was changed once more meanwhile. Look at what changed first."))
        was_told = row.is_told and row.public_changed_at is not None
        row.version, row.followed_at = row.original.version, timezone.now()
        row.changed_at = row.public_changed_at = None
        row.save()
        audit.record(by, audit.Action.TRANSLATION_FOLLOWED, article=article, of=row.original_id, version=row.version)
        if was_told and article.concerns_readers:
            announce_change(Article, [article.pk])


def tell_readers(article, is_told: bool, *, by):
    """Have readers of the translation told, or told no more, that the original was changed since."""
    with transaction.atomic():
        take_turn()
        if not may_tell_readers(by, article):
            raise PermissionDenied
        row = translation_of(article)
        if row.is_told == is_told:
            return
        row.is_told = is_told
        row.save(update_fields=["is_told"])
        action = audit.Action.CHANGE_TOLD if is_told else audit.Action.CHANGE_NOT_TOLD
        audit.record(by, action, article=article, of=row.original_id)
        if article.concerns_readers:
            announce_change(Article, [article.pk])


bring_up_to_date.alters_data = tell_readers.alters_data = link.alters_data = True
