"""What is asked about the desk's own rows."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from articles.models.querysets.parts import PartQuerySet
from people.base.rows import rows

#: A window that says nothing for so long is closed: it speaks every five seconds.
PRESENT_FOR = timedelta(seconds=20)


class NoteQuerySet(PartQuerySet):
    def unresolved(self):
        return self.filter(resolved_at__isnull=True)

    def pointing(self):
        """Those whose words are marked in the text."""
        return self.unresolved().filter(mark__isnull=False)

    def naming(self, user):
        """Those that name the user with @, or came back to them."""
        return self.filter(mentions__user=user)


class PendingChangeQuerySet(PartQuerySet):
    def open(self):
        return self.filter(state__in=self.model.OPEN)


class AwaitedQuerySet(PartQuerySet):
    def open(self):
        return self.filter(ended_at__isnull=True)

    def showing(self, image):
        """Those of stories that show the picture."""
        return self.filter(article__image_uses__image=image).distinct()

    def to_be_told(self, user):
        """What this user asked for and did not get, until somebody works on the story again."""
        ended = self.filter(user=user, ended_at__isnull=False).exclude(outcome__in=self.model.QUIET)
        newer = self.model.objects.filter(article=OuterRef("article"), pk__gt=OuterRef("pk"))
        ended = ended.filter(article__discarded_at__isnull=True, article__saved_at__lt=F("ended_at"))
        return ended.exclude(article__status="published").exclude(Exists(newer))


class PresenceQuerySet(models.QuerySet):
    def now(self):
        """Windows that were heard of lately; all others are closed."""
        return self.filter(seen_at__gt=timezone.now() - PRESENT_FOR)


class DayNoteQuerySet(models.QuerySet):
    def between(self, first, last):
        """Of the days from the first to the last."""
        return self.filter(day__gte=first, day__lte=last)

    def visible_to(self, user):
        """Those without a story for all staff, others for those who work on the story; authors see their own in any case."""
        if not user.is_active or not user.is_staff:
            return self.none()
        stories = rows("articles.Article").kept().worked_on_by(user)
        return self.filter(Q(article=None) | Q(author=user) | Exists(stories.filter(pk=OuterRef("article"))))


class PreviewLinkQuerySet(models.QuerySet):
    def usable(self):
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class AuditQuerySet(models.QuerySet):
    def matching(self, *, action=None, by=None, story=None, since=None, before=None):
        """Those that fit what is given; None asks nothing."""
        asked = {"action": action, "by": by, "article": story, "at__gte": since, "at__lt": before}
        return self.filter(**{lookup: value for lookup, value in asked.items() if value is not None})

    def handing_on(self, story):
        """What was last done to put the story into other hands."""
        return self.filter(article=story, action__in=self.model.HANDING_ON).order_by("-at", "-id")

    def older_than(self, last):
        """Those below that entry in a list that begins with the newest."""
        # The first condition alone is what an index answers.
        return self.filter(Q(at__lt=last.at) | Q(pk__lt=last.pk), at__lte=last.at)

    def up_to(self, key: int):
        return self.filter(pk__lte=key)

    def update(self, **fields):
        raise TypeError("Entries of the log are not changed.")

    def delete(self):
        raise TypeError("Entries of the log are not removed.")
