"""What is asked about the parts of stories and the lists that hold them."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from articles.models.querysets.stories import HEAVY
from people.base.rows import rows
from people.models import Subject
from people.names import search_fold


class PartQuerySet(models.QuerySet):
    """Rows that belong to a story each."""

    def to_stories(self, articles):
        """Those of any of the stories (a queryset), asked for row by row: few rows, many stories."""
        return self.filter(Exists(articles.order_by().filter(pk=OuterRef("article"))))


class MentionQuerySet(PartQuerySet):
    def confirmed(self):
        return self.filter(state="confirmed")

    def released(self):
        """Those of subjects that readers may meet: of whoever may be a protected person they get nothing."""
        return self.exclude(subject__is_held=True, subject__listed_from=None)

    def together(self):
        """(subject, kind, number of stories), the most frequent first: of those alone that readers meet by their full name."""
        met = Subject.objects.public().named().filter(is_held=False)
        counts = self.confirmed().filter(subject__in=met).values_list("subject", "subject__kind")
        return counts.annotate(number=Count("article")).order_by("-number", "subject")

    def rejected(self):
        """Of whom the desk said that the story does not mean them."""
        return self.filter(state="rejected")

    def meant(self):
        """All but those."""
        return self.exclude(state="rejected")


class SectionQuerySet(models.QuerySet):
    def in_edition(self, language):
        return self.filter(language=language)

    def named_like(self, query: str):
        """Compared here: there are few, and no column holds their names folded."""
        asked = search_fold(query)
        return self.filter(pk__in=[key for key, name in self.values_list("pk", "name") if asked in search_fold(name)])

    def called(self, name: str):
        """Of just this name, as readers compare."""
        asked = search_fold(name)
        return self.filter(pk__in=[key for key, other in self.values_list("pk", "name") if search_fold(other) == asked])


class TopicQuerySet(models.QuerySet):
    def in_edition(self, language):
        return self.filter(language=language)

    def named_like(self, query: str):
        return self.filter(folded__contains=search_fold(query))

    def called(self, name: str):
        """Of just this name, as readers compare."""
        return self.filter(folded=search_fold(name)[:120])


class TermQuerySet(models.QuerySet):
    def public(self):
        """Those in use whose definition as readers see it is derived."""
        return self.filter(is_active=True).exclude(public_term=None).exclude(public_definition=None)

    def in_edition(self, language):
        return self.filter(language=language)

    def explained(self):
        """Those that stories may point to: not those that hold a name which readers must not see."""
        return self.public().filter(is_masked=False)


class TranslationQuerySet(models.QuerySet):
    def behind(self):
        """Those whose original was changed since they were last brought up to date."""
        return self.filter(changed_at__isnull=False, original__discarded_at__isnull=True)


class PageQuerySet(models.QuerySet):
    def public(self):
        """Those whose text as readers see it is derived."""
        return self.filter(public_title__isnull=False, body_html__isnull=False)

    def in_edition(self, language):
        return self.filter(language=language)


class ReaderServiceQuerySet(models.QuerySet):
    def in_edition(self, language):
        return self.filter(language=language)

    def with_tip_line(self):
        """Those that name a way to reach the newsroom; the same as ``has_tip_line`` of a row."""
        return self.filter(Q(public_signal__gt="") | Q(public_email__gt="") | Q(public_post__gt=""))

    def with_support(self):
        return self.filter(Q(public_support_intro__gt="") | Q(public_support_url__gt=""))

    def with_newsletter(self):
        return self.filter(public_newsletter_url__gt="")


class StaffEntryQuerySet(models.QuerySet):
    def listed_in(self, language):
        """Those of an edition whose persons have a page here under their own name."""
        named = Subject.objects.public().filter(exposure="named", pk=OuterRef("person"))
        rows = self.filter(Exists(named), service__language=language, public_role__isnull=False)
        return rows.select_related("person").prefetch_related("person__texts")


class CorrectionQuerySet(PartQuerySet):
    def public(self):
        """Corrections, due by now, of stories that the public may see."""
        return self.to_stories(rows("articles.Article").published()).filter(published_at__lte=timezone.now())

    def since(self, when):
        return self.filter(published_at__gte=when)

    def without_updates(self):
        """Those that say what was wrong; an update tells what is new."""
        return self.exclude(kind=self.model.Kind.UPDATE)

    def in_edition(self, language):
        return self.filter(article__language=language)

    def with_listing_data(self):
        return self.select_related("article").defer(*(f"article__{name}" for name in HEAVY))
