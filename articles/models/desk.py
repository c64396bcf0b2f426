"""What the desk keeps beside a story and readers never reach: notes, pending changes, autosaves, who has it open, links to
previews, and the log of what was done."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.querysets import (
    AuditQuerySet,
    NoteQuerySet,
    PendingChangeQuerySet,
    PresenceQuerySet,
    PreviewLinkQuerySet,
)
from people.base.fields import PlainTextField


def _user(related_name: str, **options):
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name=related_name, **options)


class Note(models.Model):
    """What colleagues say to each other about a story: a question, or the word that goes with a move."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="notes")
    author = _user("notes_written")
    text = PlainTextField(_("note"), max_length=3000)
    #: The move that it was given with, by its name in ``articles.workflow.moves``; empty for a note of its own.
    move = models.CharField(max_length=20, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by = _user("notes_resolved", null=True, blank=True, editable=False)
    #: The number of its mark in the text (``articles.body.note_marks``), and the words that it was set on.
    mark = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    quote = PlainTextField(max_length=1000, blank=True, editable=False)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, through="articles.NoteMention", related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(name="note_not_empty", condition=~Q(text="")),
            models.CheckConstraint(
                name="note_mark_has_words",
                condition=Q(mark__isnull=True, quote="") | (Q(mark__isnull=False) & ~Q(quote="")),
            ),
            models.UniqueConstraint(name="note_mark_once", fields=["article", "mark"]),
            models.CheckConstraint(
                name="note_resolved_by_somebody",
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"


class NoteMention(models.Model):
    """A colleague named in a note with @: shown on their desk, and told by mail once."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    user = _user("note_mentions")
    #: When it was sent, or given up; until then it is a job.
    mailed_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("mention in a note")
        verbose_name_plural = _("mentions in notes")
        constraints = [models.UniqueConstraint(name="note_mention_once", fields=["note", "user"])]

    def __str__(self):
        return f"{self.note_id}: {self.user_id}"


class PendingChange(models.Model):
    """A change to a story that readers have, on its way: they stay on the published version until it is published."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        DISCARDED = "discarded", _("Discarded")

    OPEN = ("draft", "in_review", "approved")

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="pending_changes")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    #: The version of the story that it was made from: if readers have another by now, it is not published over that.
    base_version = models.PositiveIntegerField()
    begun_by = _user("pending_changes_begun")
    begun_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = PendingChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pending change")
        verbose_name_plural = _("pending changes")
        ordering = ["-begun_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="pending_change_one_open",
                fields=["article"],
                condition=Q(state__in=["draft", "in_review", "approved"]),
            ),
            models.CheckConstraint(
                name="pending_change_state_known",
                condition=Q(state__in=["draft", "in_review", "approved", "published", "discarded"]),
            ),
            models.CheckConstraint(
                name="pending_change_closed_has_time",
                condition=Q(state__in=["draft", "in_review", "approved"]) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class PendingVersion(models.Model):
    """One saved state of a pending change; the newest counts, none is overwritten."""

    change = models.ForeignKey(PendingChange, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    #: As ``articles.history.content.Content.as_json`` has it.
    content = models.JSONField()
    saved_by = _user("pending_versions")
    saved_at = models.DateTimeField(auto_now_add=True)
    comment = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("version of a pending change")
        verbose_name_plural = _("versions of pending changes")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(name="pending_version_number_once", fields=["change", "number"])]

    def __str__(self):
        return f"{self.change_id}: {self.number}"


class Autosave(models.Model):
    """What somebody typed and did not save: kept apart from the history, seen by nobody else, gone with the next save."""

    user = _user("autosaves")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, null=True, blank=True, related_name="autosaves"
    )
    #: Of the form: of a new story its token, of the pending change "pending", else empty.
    key = models.CharField(max_length=40, blank=True)
    #: The posted fields: {name: [values]}.
    data = models.JSONField()
    opened_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                name="autosave_one_per_form", fields=["user", "article", "key"], condition=Q(article__isnull=False)
            ),
            models.UniqueConstraint(
                name="autosave_one_per_new_story", fields=["user", "key"], condition=Q(article__isnull=True)
            ),
            models.CheckConstraint(name="autosave_of_a_form", condition=Q(article__isnull=False) | ~Q(key="")),
        ]

    def __str__(self):
        return f"{self.user_id}: {self.article_id}"


class Presence(models.Model):
    """A window in which somebody has a story open. One of them at most is the writer's; rows not seen lately are nobody."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="presences")
    user = _user("presences")
    #: Drawn by the page when it opens: two tabs of one person are two windows.
    tab = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    #: When its form was last touched; opening it is the first touch.
    typed_at = models.DateTimeField(default=timezone.now)
    #: Whether something was typed in it since it was opened or last saved.
    has_typed = models.BooleanField(default=False)
    is_writer = models.BooleanField(default=False)
    #: Whether its user took the story a step further and has not typed in it since: it gives way to whoever is there.
    has_handed_over = models.BooleanField(default=False)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("open window")
        verbose_name_plural = _("open windows")
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(name="presence_once_per_tab", fields=["article", "tab"]),
            models.UniqueConstraint(name="presence_one_writer", fields=["article"], condition=Q(is_writer=True)),
        ]

    def __str__(self):
        return f"{self.article_id}: {self.user_id}"


class PreviewLink(models.Model):
    """Lets somebody without an account, a source or a lawyer, read one version of a story for a while."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="preview_links")
    #: What is shown: a revision of the story, or a saved state of a pending change; never what comes later.
    revision = models.ForeignKey(
        "reversion.Revision", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pending_version = models.ForeignKey(
        PendingVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="preview_links"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    #: For whom it was made, in the words of the one who made it; for staff.
    purpose = models.CharField(_("for whom"), max_length=200, blank=True)
    made_by = _user("preview_links")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="preview_link_of_one_version",
                condition=Q(revision__isnull=False, pending_version__isnull=True)
                | Q(revision__isnull=True, pending_version__isnull=False),
            ),
            models.CheckConstraint(name="preview_link_expires_later", condition=Q(expires_at__gt=F("made_at"))),
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_live(self) -> bool:
        """Neither revoked nor expired; ``articles.previews.find`` asks more."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class AuditEntry(models.Model):
    """Who did what to which story, when. Rows are added and never changed or removed: the database itself refuses it.

    No network address and no content: numbers, states, and the reasons that people gave.
    """

    #: Actions that put a story into the hands of somebody else.
    HANDING_ON = ("submit", "take_back", "return", "approve", "unscheduled")

    at = models.DateTimeField(auto_now_add=True)
    by = _user("audit_entries", null=True)
    action = models.CharField(max_length=40)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, null=True, blank=True, related_name="audit_entries"
    )
    #: What else it was done to: "picture #4", "account #3".
    target = models.CharField(max_length=60, blank=True)
    detail = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["article", "-at"], name="audit_of_story"),
        ]

    def __str__(self):
        return f"#{self.pk}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("Entries of the log are not changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("Entries of the log are not removed.")
