"""The door for notes: what colleagues say to each other about a story, and whom they name in it with @.

Notes are read by those who see the story while it is no reader's: editors, taggers, and whoever it belongs to. A published story
of somebody else is open to all staff, what was said about it is not.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import audit
from articles.models import Article, Byline, Note, NoteMention
from articles.models.querysets import SEE_ALL
from articles.workflow import mailing, pointing
from people.base import jobs
from people.base.fields import tidy_text
from people.base.locks import lock_rows

MAX_LENGTH = 3000
PERMISSIONS = "django.contrib.auth.backends.ModelBackend"
#: The same words by the same person within this time are a second click.
SECOND_CLICK = timedelta(minutes=1)
#: @anna, as a user name is spelled; not the middle of an address.
NAMED = re.compile(r"(?<![\w.@+-])@([\w.@+-]+)")
#: More of them in one note are not looked at.
MOST_NAMED = 30


@dataclass
class Written:
    """The note, and the names after @ by which no colleague goes who may read it."""

    note: Note
    unknown: list[str] = field(default_factory=list)


def may_read(user, article) -> bool:
    """Whether the user may read and write notes to the story."""
    return Article.objects.worked_on_by(user).filter(pk=article.pk).exists()


def colleagues(article):
    """Active staff who may read notes to the story: the same people as ``worked_on_by`` means, asked the other way round."""
    User = get_user_model()
    found = Q(pk__in=[key for key in (article.created_by_id, article.assigned_to_id) if key])
    found |= Exists(Byline.objects.filter(article=article, person=OuterRef("person")))
    for permission in SEE_ALL:
        found |= Q(pk__in=User.objects.with_perm(permission, backend=PERMISSIONS).order_by().values("pk"))
    return User.objects.filter(found, is_active=True, is_staff=True).order_by("username")


def too_long(*texts: str) -> str:
    """The sentence for a text that is longer than a note may be; empty when none is."""
    if any(len(text) > MAX_LENGTH for text in texts):
        return _("A note to colleagues has %(most)s characters at most.") % {"most": MAX_LENGTH}
    return ""


def write(article, *, by, text: str, passage: pointing.Passage | None = None) -> Written:
    """Add a note, and tell those whom it names. Raises PermissionDenied, or ValidationError for what is no note.

    ``passage``: the words that it is about. Sent twice, it is one.
    """
    text = tidy_text(text).strip()
    if not text:
        raise ValidationError(_("The note is empty: write what your colleagues should know."))
    if len(text) > MAX_LENGTH:
        raise ValidationError(
            _("A note has %(limit)s characters at most; this one has %(count)s.")
            % {"limit": MAX_LENGTH, "count": len(text)}
        )
    with transaction.atomic():
        _hold(article, by)
        recently = timezone.now() - SECOND_CLICK
        number = passage.number if passage else None
        lately = article.notes.filter(author=by, text=text, move="", created_at__gt=recently)
        if same := lately.filter(**{"mark": number} if number else {"mark__isnull": True}).first():
            return Written(same, _mention(same, article)[1])
        written = add(article, by, text)
        _point(written.note, passage)
        audit.record(by, "note written", article=article, note=written.note.pk)
        return written


def add(article, by, text: str, move: str = "", to=None) -> Written:
    """Part of a change: the row, and those whom it names; ``to`` is a colleague whom it is for, named or not."""
    note = Note.objects.create(article=article, author=by, text=text, move=move)
    told, unknown = _mention(note, article, to)
    if told:
        jobs.enqueue(mailing.KIND, [mention.pk for mention in told])
    return Written(note, unknown)


def point(article, *, by, text: str, passage: pointing.Passage | None):
    """Let the note point at words which went along with something else that the user has just done. Part of a change."""
    lately = article.notes.filter(author=by, text=tidy_text(text).strip(), mark__isnull=True)
    note = lately.filter(created_at__gt=timezone.now() - SECOND_CLICK).last()
    if note:
        _point(note, passage)


def _point(note, passage: pointing.Passage | None):
    if passage and pointing.is_free(note.article, passage):
        note.mark, note.quote = passage.number, passage.quote
        note.save(update_fields=["mark", "quote"])
        pointing.mark_words(note, passage)


def resolve(note, *, by):
    """Done with; nothing happens to one that is resolved already."""
    _settle(note, by, "note resolved", resolved_at=timezone.now(), resolved_by=by)


def reopen(note, *, by):
    _settle(note, by, "note reopened", resolved_at=None, resolved_by=None)


def answer_returns(article, by):
    """What came back to its writer with a note was answered: by handing it in again, or by publishing it. Part of a change."""
    rows = article.notes.unresolved().filter(move="return")
    rows.update(resolved_at=timezone.now(), resolved_by=by)


def _settle(note, by, action: str, **fields):
    with transaction.atomic():
        _hold(note.article, by)
        rows = Note.objects.filter(pk=note.pk, resolved_at__isnull=fields["resolved_at"] is not None)
        if rows.update(**fields):
            if note.mark:
                (pointing.take_out if fields["resolved_at"] else pointing.put_back)(note)
            audit.record(by, action, article=note.article, note=note.pk)


def _hold(article, by):
    """Hold the row until the transaction ends, and ask whether the user may write notes to the story."""
    lock_rows(Article.objects.filter(pk=article.pk))
    if not may_read(by, article):
        raise PermissionDenied


def _mention(note, article, to=None) -> tuple[list[NoteMention], list[str]]:
    """(rows of those who are told now, names that nobody goes by). Nobody tells themselves."""
    named = list(dict.fromkeys(NAMED.findall(note.text)))[:MOST_NAMED]
    if not (named or to):
        return [], []
    known = {_folded(user.username): user for user in colleagues(article)}
    found = {name: _called(name, known) for name in named}
    wanted = {user.pk: user for user in found.values() if user}
    if to and to in known.values():
        wanted[to.pk] = to
    wanted.pop(note.author_id, None)
    there = set(note.mentions.values_list("user", flat=True))
    rows = NoteMention.objects.bulk_create(NoteMention(note=note, user_id=key) for key in wanted.keys() - there)
    return rows, [name.rstrip(".+-@") or name for name, user in found.items() if user is None]


def _called(name: str, known: dict):
    """The colleague of that user name, which a full stop may follow."""
    return known.get(_folded(name)) or known.get(_folded(name.rstrip(".+-@")))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


write.alters_data = add.alters_data = point.alters_data = resolve.alters_data = reopen.alters_data = True
