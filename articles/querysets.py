"""The vocabulary for asking about stories. One word says what is public, one what a member of staff may see."""

from collections import Counter
from datetime import datetime

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from people.names import plain_fold

#: Columns that lists never need, and that may be large.
HEAVY = ("body", "body_html", "folded")


class ArticleQuerySet(models.QuerySet):
    def published(self):
        """What the public may see, at this moment. Every reader's view, count and link goes through it."""
        now = timezone.now()
        return self.filter(
            Q(withdraw_at__isnull=True) | Q(withdraw_at__gt=now), status="published", published_at__lte=now
        )

    def taken_down(self):
        """Stories that readers once saw and see no longer: withdrawn, or run out."""
        return self.filter(Q(status="withdrawn", first_public_at__isnull=False) | self._run_out())

    @staticmethod
    def _run_out():
        return Q(status="published", withdraw_at__lte=timezone.now())

    def scheduled(self):
        return self.filter(status="published", published_at__gt=timezone.now())

    def embargoed(self):
        return self.scheduled().filter(embargo_until__gt=timezone.now())

    def expired(self):
        return self.filter(self._run_out())

    def visible_to(self, user):
        """What this member of staff may see: everything, or what is their own and what is published."""
        if not user.is_active or not user.is_staff:
            return self.none()
        if user.has_perm("articles.edit_all_articles"):
            return self
        return self.filter(self._is_own(user) | Q(pk__in=self.model.objects.published().values("pk")))

    def owned_by(self, user):
        """Their own: begun by them, assigned to them or signed by the person that their account is linked to."""
        return self.filter(self._is_own(user))

    @staticmethod
    def _is_own(user):
        from articles.models import Byline

        own = Q(created_by=user) | Q(assigned_to=user)
        if user.person_id:
            own |= Exists(Byline.objects.filter(article=OuterRef("pk"), person=user.person_id))
        return own

    def in_edition(self, language):
        return self.filter(language=language)

    def latest_by_section(self, each: int, among: int = 400) -> list[int]:
        """Primary keys of the newest stories of each section, looked for among the newest of all."""
        chosen, count = [], Counter()
        for key, section in self.newest_first().values_list("pk", "section")[:among]:
            if count[section] < each:
                chosen.append(key)
                count[section] += 1
        return chosen

    def in_section(self, section):
        return self.filter(section=section)

    def under_topic(self, topic):
        return self.filter(Exists(_tagging().filter(content_object=OuterRef("pk"), tag=topic)))

    def about(self, subjects):
        """Stories that name any of the subjects (rows, keys or a subquery of keys), with a confirmed mention."""
        return self.filter(Exists(_confirmed().filter(article=OuterRef("pk"), subject__in=subjects)))

    def by(self, person):
        from articles.models import Byline

        return self.filter(Exists(Byline.objects.filter(article=OuterRef("pk"), person=person)))

    def related_to(self, article):
        """Stories that share named subjects with this one, those that share most first."""
        shared = _confirmed().filter(article=article).values("subject")
        return (
            self.filter(mentions__subject__in=shared, mentions__state="confirmed")
            .exclude(pk=article.pk)
            .annotate(shared=Count("mentions"))
            .order_by("-shared", "-published_at")
        )

    def in_month(self, year: int, month: int):
        """Published in that month of the newsroom's zone; a range, so that an index serves it."""
        zone = timezone.get_current_timezone()
        start = datetime(year, month, 1, tzinfo=zone)
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        return self.filter(published_at__gte=start, published_at__lt=end)

    def months(self):
        """(month as a date, number of stories), newest first."""
        month = TruncMonth("published_at", output_field=models.DateField())
        return self.order_by().annotate(month=month).values_list("month").annotate(Count("pk")).order_by("-month")

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def holding(self, query: str):
        """For staff: stories whose headline, dek or text holds each word of the query, in any case."""
        found = self
        for word in plain_fold(query).split()[:10]:
            found = found.filter(folded__contains=word)
        return found

    def with_listing_data(self):
        """All that templates/articles/_teaser.html prints, in two queries."""
        return self.select_related("section").prefetch_related(_bylines()).defer(*HEAVY)

    def with_page_data(self):
        """All that the article page prints of the story itself."""
        return self.select_related("section").prefetch_related(
            _bylines(),
            Prefetch("mentions", _confirmed().select_related("subject").prefetch_related("subject__texts")),
            "corrections",
            Prefetch("taggings", _tagging().select_related("tag").order_by("tag__name")),
        )


def _bylines():
    from articles.models import Byline

    return Prefetch("bylines", Byline.objects.select_related("person", "desk"))


def _confirmed():
    from articles.models import Mention

    return Mention.objects.confirmed()


def _tagging():
    from articles.models import TopicTagging

    return TopicTagging.objects.all()


class MentionQuerySet(models.QuerySet):
    def confirmed(self):
        return self.filter(state="confirmed")


class SectionQuerySet(models.QuerySet):
    def in_edition(self, language):
        return self.filter(language=language)


class TopicQuerySet(models.QuerySet):
    def in_edition(self, language):
        return self.filter(language=language)

    def named_like(self, query: str):
        return self.filter(folded__contains=plain_fold(query))


class CorrectionQuerySet(models.QuerySet):
    def public(self):
        """Corrections, due by now, of stories that the public may see."""
        from articles.models import Article

        return self.filter(article__in=Article.objects.published(), published_at__lte=timezone.now())

    def in_edition(self, language):
        return self.filter(article__language=language)

    def with_listing_data(self):
        return self.select_related("article").defer(*(f"article__{name}" for name in HEAVY))


class PinQuerySet(models.QuerySet):
    def current(self):
        return self.filter(Q(until__isnull=True) | Q(until__gt=timezone.now()))
