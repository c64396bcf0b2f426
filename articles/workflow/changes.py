"""The one door that changes the state of a story.

Every function is atomic, asks whether this user may do it, records a revision and an entry of the log, and announces what
readers see otherwise. Nobody else assigns ``status``, and nobody else saves what the form changed. ``moves`` says which moves
there are; ``pending`` is the same door for changes that wait.
"""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import audit, rendering
from articles.history.content import Content
from articles.history.revisions import recording
from articles.library import image_uses
from articles.models import Article, Status
from articles.workflow import awaited, listing, moves, notes, pointing, tagging, translations
from articles.workflow.checklist import Item, blockers, checklist, warnings
from articles.workflow.moves import MOVES
from articles.workflow.permissions import has_in_hand, may_edit, may_tag, sees
from people.base.locks import take_turn
from people.base.refusal import Refused
from people.signals import announce_change

WHY_WITHDRAWN = gettext_lazy("Say why you withdraw it: a few words, for colleagues and the history.")


class ReasonWanted(Refused):
    """Only warnings are in the way: with a reason, which is kept, it can be done all the same."""


@contextmanager
def changing(article, *, by, comment: str, why: str = "", **detail):
    """Save whatever the block did to a story and its relations as one recorded, derived, numbered version.

    The caller holds the row's lock, so that the number follows the stored one. ``comment`` is the name of what was done,
    ``why`` the reason somebody gave, ``detail`` what else the log should hold.
    """
    with recording(by, comment, why):
        take_turn()
        stored = Article.objects.only(*listing.COLUMNS, "version", "first_public_at", "body").filter(pk=article.pk)
        before = stored.first()
        named = listing.named_by(before) if before else set()
        followers = translations.Followers(article)
        yield
        article.body = pointing.kept(article, article.body, before.body if before else "")
        image_uses.keep_uses(article, by=by)
        rendering.derive(article)
        before = before or stored.model.objects.get(pk=article.pk)  # the block has stored it
        article.version = before.version + 1
        article.save()
        rendering.keep_trace(article)
        listing.follow(article, before, named)
        told = followers.follow()
        if before.concerns_readers or article.concerns_readers:
            announce_change(Article, [article.pk, *told])
        detail |= {"version": article.version, "status": str(article.status)} | ({"why": why} if why else {})
        audit.record(by, comment, article=article, **detail)


# Moves -----------------------------------------------------------------------------------------------------------------


def possible_moves(article, user) -> list[moves.Move]:
    """What this user may do now with a story that they see."""
    return moves.possible(article, user) if has_in_hand(user, article) else []


def perform(name: str, article, *, by, note: str = "", reason: str | None = None, **options):
    """Make the move of that name: the one way of buttons, lists and commands. ``options`` are those of its function.

    ``reason``: why a story is published with warnings; the note, when none is given. A story that is published before its
    picture is ready waits for it (``awaited.waiting``). Raises PermissionDenied or Refused.
    """
    if name not in MOVES:
        raise Refused(_("There is no such action."))
    reason = note if reason is None else reason
    refuse_long(note, reason)
    if name == "publish":
        options |= {"reason": reason, "may_wait": True}
    DOORS[name](article, by=by, note=note, **options)


def submit(article, *, by, note: str = ""):
    _step(MOVES["submit"], article, by=by, note=note)


def take_back(article, *, by, note: str = ""):
    _step(MOVES["take_back"], article, by=by, note=note)


def return_to_writer(article, *, by, note: str):
    """Back to a draft, with a note that says what is to be done."""
    _step(MOVES["return"], article, by=by, note=note)


def approve(article, *, by, note: str = ""):
    _step(MOVES["approve"], article, by=by, note=note)


def _step(move, article, *, by, note: str):
    """A move that changes the status and nothing else."""
    with transaction.atomic():
        _begin(move, article, by)
        article.status = move.target
        with changing(article, by=by, comment=move.name, why=note):
            take_note(move, article, by, note)


def take_note(move, article, by, note: str):
    """The part of a step that a story and a pending change share: its note is written, and answers what was returned."""
    if move.needs_note and not note.strip():
        raise Refused(_("Say in the note what the writer should do."))
    if move.name == "submit":
        notes.answer_returns(article, by)
    write_note(article, by, move.name, note)


def publish(article, *, by, at=None, reason: str = "", note: str = "", may_wait: bool = False):
    """Let readers have the story: now, or at the time that it carries or that ``at`` (aware) says.

    ``reason``: why it goes out with warnings; ``note``: what colleagues are told beside that. ``may_wait``: when nothing is in
    the way but a picture that is being prepared, it goes out by itself as soon as that is ready.
    Raises PermissionDenied, Refused with what is in the way, or ReasonWanted when only warnings are and there is no ``reason``.
    """
    with transaction.atomic():
        _begin(MOVES["publish"], article, by)
        found = ask_checklist(article, by, reason, may_wait)
        when = at or article.published_at or timezone.now()
        _refuse_times(article, when)
        awaited.end_of(article, awaited.REPLACED)
        if any(item.waits for item in found):
            awaited.accept(article, by, at=at, reason=reason)
            write_note(article, by, "publish", note)
            return
        article.published_at, article.status = when, Status.PUBLISHED
        article.withdrawn_at, article.reason_is_public = None, False
        comment = "published" if when <= timezone.now() else "scheduled"
        overridden = {"warnings": [item.code for item in found]} if found else {}
        with changing(article, by=by, comment=comment, why=reason if found else "", **overridden):
            notes.answer_returns(article, by)
            for text in dict.fromkeys((reason.strip(), note.strip())):
                write_note(article, by, "publish", text)


def _refuse_times(article, when):
    """Refuse a publication time that an embargo or the end of publication forbids."""
    if article.withdraw_at and article.withdraw_at <= max(timezone.now(), when):
        _refuse([_("The time to withdraw it has passed, or is before publication: change it first.")])
    if article.embargo_until and article.embargo_until > when:
        _refuse([_("The embargo ends after the publication time: choose a later time.")])


def ask_checklist(article, by, reason: str, may_wait: bool = False) -> list[Item]:
    """The warnings that the reason overrides; with ``may_wait`` also what passes by itself.

    Raises Refused for blockers, ReasonWanted for warnings without a reason.
    """
    found = checklist(article, by)
    _refuse(blockers([item for item in found if not (may_wait and item.waits)]))
    if (doubts := warnings(found)) and not reason.strip():
        raise ReasonWanted(doubts)
    return found


def unpublish(article, *, by, reason: str = "", is_public: bool = False):
    """Take the story back: one that readers have seen is withdrawn, a scheduled one is a draft again with a note."""
    with transaction.atomic():
        hold_anew(article)
        if article.was_public:
            withdraw(article, by=by, reason=reason, is_public=is_public)
        else:
            unschedule(article, by=by, note=reason)


def withdraw(article, *, by, reason: str, is_public: bool = False):
    """Take down a story that readers have seen. ``is_public``: they are told the reason."""
    with transaction.atomic():
        _begin(MOVES["withdraw"], article, by)
        if not reason.strip():
            raise Refused(WHY_WITHDRAWN)
        article.first_public_at = article.first_public_at or article.published_at
        article.status, article.withdrawn_at = Status.WITHDRAWN, timezone.now()
        article.withdrawal_reason, article.reason_is_public = reason, is_public
        with changing(article, by=by, comment="withdrawn", why=reason, public_reason=article.reason_is_public):
            pass


def _withdraw(article, *, by, note: str, is_public: bool = False):
    """The note that is typed for the move is its reason."""
    withdraw(article, by=by, reason=note, is_public=is_public)


def unschedule(article, *, by, note: str = ""):
    """A story that readers have not seen yet is a draft again, without a time."""
    with transaction.atomic():
        _begin(MOVES["unschedule"], article, by)
        article.status, article.published_at = Status.DRAFT, None
        with changing(article, by=by, comment="unscheduled", why=note):
            write_note(article, by, "unschedule", note)


def discard(article, *, by, note: str = ""):
    """Put a story that was never published out of sight; nothing of it is lost."""
    with transaction.atomic():
        _begin(MOVES["discard"], article, by)
        article.discarded_at = timezone.now()
        with changing(article, by=by, comment="discarded", why=note):
            write_note(article, by, "discard", note)


def bring_back(article, *, by, note: str = ""):
    with transaction.atomic():
        _begin(MOVES["bring_back"], article, by)
        article.discarded_at = None
        with changing(article, by=by, comment="brought back", why=note):
            write_note(article, by, "bring_back", note)


#: The function of each move of the table.
DOORS = {
    "submit": submit,
    "take_back": take_back,
    "return": return_to_writer,
    "approve": approve,
    "publish": publish,
    "unschedule": unschedule,
    "withdraw": _withdraw,
    "discard": discard,
    "bring_back": bring_back,
}


# Content ---------------------------------------------------------------------------------------------------------------


def create(content: Content, *, by, beside: dict, form_key=None) -> Article:
    """A new story of who begins it. ``beside`` holds columns that no content has; ``form_key`` tells a second click."""
    with transaction.atomic():
        if not by.has_perm("articles.add_article"):
            raise PermissionDenied
        take_turn()  # before the first row is written
        article = Article(created_by=by, form_key=form_key)
        _set_columns(article, beside)
        content.fill(article)
        article.save()  # its parts refer to its row
        with changing(article, by=by, comment="created"):
            content.apply_to(article)
        if "translation_key" in beside:
            translations.link(article)
        return article


def save(article, content: Content, *, by, beside: dict, corrections=()):
    """What somebody wrote, as the newest version. The caller holds the row and has compared the versions.

    ``beside`` holds columns that no content has, such as language and times; ``corrections`` are new or changed rows. Raises
    PermissionDenied.
    """
    with transaction.atomic():
        if not may_edit(by, article) or not sees(by, article):
            raise PermissionDenied
        was_out = article.status == Status.PUBLISHED and article.published_at <= timezone.now()
        group_before = article.translation_key
        _set_columns(article, beside)
        _number_what_changed(article, article.version + 1)
        # A scheduled story whose time is set to now, or to the past, is published by whoever saves it.
        comment = "published" if article.is_public and not was_out else "edited"
        with changing(article, by=by, comment=comment):
            content.apply_to(article)
            for correction in corrections:
                _save_correction(correction, article, by)
        if article.translation_key != group_before:
            translations.link(article)


def _set_columns(article, columns: dict):
    for name, value in columns.items():
        setattr(article, name, value)


def _save_correction(correction, article, by):
    correction.article = article
    if correction.pk is None:
        correction.created_by = by
    _number_what_changed(correction, article.version + 1)
    correction.save()


def _number_what_changed(row, version: int):
    """Remember with which version of the story it was said that readers may see what changed; until it is taken back."""
    row.changes_from = (row.changes_from or version) if row.shows_changes else None


def restore(article, content: Content, *, by, opened_version: int, why: str = "", **detail):
    """Make an earlier content the newest version; where the story stands does not change, nor an address that readers have.

    Raises PermissionDenied, or Refused when the story was saved after ``opened_version``.
    """
    with transaction.atomic():
        hold_anew(article)
        if not may_edit(by, article) or not sees(by, article):
            raise PermissionDenied
        refuse_stale(article, opened_version)
        with changing(article, by=by, comment="restored", why=why, **detail):
            slug, before = article.slug, blockers(checklist(article))
            content.keeping_unseen(Content.of(article), by).apply_to(article)
            article.slug = slug if article.was_public else article.slug
            if article.status == Status.PUBLISHED:  # readers have it at once
                _refuse([sentence for sentence in blockers(checklist(article)) if sentence not in before])


def tag(article, *, by, opened_version: int, chosen, main, shown, reject=(), bring_back=()):
    """Say whom the story names, and change nothing else of it.

    ``chosen``, ``main`` and ``shown`` hold keys, as ``tagging.choose`` takes them; ``reject`` and ``bring_back`` those of
    subjects who are not meant, or may be after all. Raises PermissionDenied, or Refused when the story was saved meanwhile.
    """
    with transaction.atomic():
        hold_anew(article)
        if not may_tag(by, article) or not sees(by, article):
            raise PermissionDenied
        refuse_stale(article, opened_version)
        content = Content.of(article)
        decided = tagging.Decisions(leave_out=reject, bring_back=bring_back)
        rows = tagging.decide(tagging.choose(content.mentions, chosen, main, shown), decided)
        content.mentions = tagging.spelled(rows, tagging.text_of(article))
        with changing(article, by=by, comment="tagged"):
            content.apply_to(article)


def refuse_stale(article, opened_version: int):
    """Nothing is overwritten that the user has not seen."""
    if article.version != opened_version:
        sentence = _("The story was saved elsewhere after you opened it. Open it again first.")
        raise Refused(sentence, code="stale")


def refuse_long(*texts: str):
    """No note is cut: one that is too long is refused."""
    if sentence := notes.too_long(*texts):
        raise Refused(sentence)


def write_note(article, by, move: str, text: str):
    """The note that goes with a move; what is returned is for the one who writes on it."""
    if text.strip():
        writer = article.assigned_to or article.created_by
        notes.add(article, by, text, move, to=writer if move == "return" else None)


def _begin(move, article, by):
    """Hold the row, and refuse when the user may not make the move or the story does not stand where it begins."""
    if not may_make(move, article, by):
        raise PermissionDenied
    hold_anew(article)
    if not moves.fits(move, article):
        raise Refused(moves.why_not(move, article))


def may_make(move, article, by) -> bool:
    """Whether the user may make the move with the story, wherever that stands."""
    return by.has_perm(move.permission) and sees(by, article) and has_in_hand(by, article)


def hold_anew(article):
    """Hold the row until the transaction ends, and read it anew."""
    take_turn()
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())


def _refuse(problems):
    if problems:
        raise Refused(problems)
