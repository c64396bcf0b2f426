"""What is asked about fronts: what is pinned, packages, the breaking bar, and our links to our own stories."""

import datetime

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from people.base.rows import rows
from people.names import search_fold

MONTH = datetime.timedelta(days=30)


class FrontPageQuerySet(models.QuerySet):
    def of(self, language: str, owner=None):
        """The front of a section, topic or place in an edition; without an owner the home page."""
        mine = {"section": None, "topic": None, "place": None}
        if owner is not None:
            mine[owner._meta.model_name] = owner.pk
        given = {f"{name}__isnull": True for name, key in mine.items() if key is None}
        return self.filter(language=language, **given, **{name: key for name, key in mine.items() if key})


class PinQuerySet(models.QuerySet):
    def current(self, at=None):
        """Those that have begun by now, or by that time, and have not ended."""
        at = at or timezone.now()
        return self.not_ended(at).filter(Q(since__isnull=True) | Q(since__lte=at))

    def not_ended(self, at=None):
        """With those that begin later."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=at or timezone.now()))


class PackageQuerySet(models.QuerySet):
    def in_edition(self, language):
        return self.filter(language=language)

    def public(self, at=None):
        """Those that readers find: shown, their words derived, and one of their stories public."""
        return self.shown().filter(Exists(_parts(at).filter(package=OuterRef("pk"))))

    def shown(self):
        return self.filter(is_shown=True, public_heading__isnull=False, public_intro__isnull=False)

    def holding(self, article):
        return self.filter(parts__article=article)

    def named_like(self, query: str):
        """Compared here: there are few, and no column holds their headings folded."""
        asked = search_fold(query)
        found = [key for key, heading in self.values_list("pk", "heading") if asked in search_fold(heading)]
        return self.filter(pk__in=found)


class PackageStoryQuerySet(models.QuerySet):
    def public(self, at=None):
        """Those of stories that readers see, in the edition of their package."""
        stories = rows("articles.Article").published(at).filter(language=OuterRef("package__language"))
        return self.filter(Exists(stories.order_by().filter(pk=OuterRef("article"))))


class BreakingLineQuerySet(models.QuerySet):
    def current(self):
        """Whose time is not over, with words that readers may see, and whose story was not taken down: what is withdrawn is no
        longer said on top of every page. The clock is asked here, so that a bar goes by itself.
        """
        gone = rows("articles.Article").taken_down().order_by().filter(pk=OuterRef("article"))
        return self.filter(~Exists(gone), until__gt=timezone.now(), public_text__isnull=False)

    def in_edition(self, language):
        return self.filter(language=language)


class StoryLinkQuerySet(models.QuerySet):
    def most_linked(self, stories, most: int) -> list[int]:
        """Keys of those of ``stories`` (all of them public) to which most of the last month's lead."""
        lately = rows("articles.Article").published().filter(published_at__gte=timezone.now() - MONTH)
        counted = (
            self.filter(source__in=lately.order_by().values("pk"), target__in=stories.order_by().values("pk"))
            .order_by()
            .values("target")
            .annotate(count=Count("pk"))
        )
        return [row["target"] for row in counted.order_by("-count", "-target")[:most]]


def _parts(at=None):
    return rows("articles.PackageStory").public(at)
