"""What is asked about stories. One word says what is public, one what a member of staff may see."""

from collections import Counter
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Case, Count, Exists, Max, Min, OuterRef, Prefetch, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models.querysets.pictures import FOR_STAFF
from people.base.rows import rows
from people.models import Subject
from people.names import search_fold

#: Columns that lists never need, and that may be large.
HEAVY = ("body", "body_html", "folded", "public_folded")
#: Who has one of these works on every story.
SEE_ALL = ("articles.edit_all_articles", "articles.tag_article")


class ArticleQuerySet(models.QuerySet):
    def published(self, at=None):
        """What the public may see, at this moment. Every reader's view, count and link goes through it.

        With a time ``at``, for staff: what it will see then, if nobody changes anything.
        """
        return self.filter(self._is_public(at))

    @staticmethod
    def _is_public(at=None):
        now = at or timezone.now()
        in_time = Q(withdraw_at__isnull=True) | Q(withdraw_at__gt=now)
        return in_time & Q(status="published", published_at__lte=now)

    def taken_down(self):
        """Stories that readers once saw and see no longer: withdrawn, run out, or waiting to come back."""
        return self.filter(reduce(or_, self._taken_down()))

    def lately_taken_down(self, most: int) -> list:
        """So many of each sort of them, newest first: asked for one by one, so that an index serves each."""
        return [story for sort in self._taken_down() for story in self.filter(sort).newest_first()[:most]]

    @classmethod
    def _taken_down(cls) -> list[Q]:
        seen = Q(first_public_at__isnull=False)
        back_later = seen & Q(status="published", published_at__gt=timezone.now())
        return [seen & Q(status="withdrawn"), back_later, cls._run_out()]

    @staticmethod
    def _run_out():
        return Q(status="published", withdraw_at__lte=timezone.now())

    def scheduled(self):
        return self.filter(status="published", published_at__gt=timezone.now())

    def embargoed(self):
        return self.scheduled().filter(embargo_until__gt=timezone.now())

    def expired(self):
        return self.filter(self._run_out())

    def indexable(self):
        """Those that search engines may list here: no story that asks to be left out, none whose main page is elsewhere."""
        here = Q(canonical_at_source=False) | Q(source_url="") | Q(masked__source_url="")
        return self.filter(here, noindex=False)

    def visible_to(self, user):
        """What this member of staff may see: everything who edits or tags it all, others their own and what is published."""
        if not user.is_active or not user.is_staff:
            return self.none()
        if any(map(user.has_perm, SEE_ALL)):
            return self
        return self.filter(self._is_own(user) | self._is_public())

    def owned_by(self, user):
        """Their own: begun by them, assigned to them or signed by the person that their account is linked to."""
        return self.filter(self._is_own(user))

    def worked_on_by(self, user):
        """All for who edits or tags all, for others their own: that a story is published makes it nobody's work."""
        seen = self.visible_to(user)
        return seen if any(map(user.has_perm, SEE_ALL)) else seen.owned_by(user)

    @staticmethod
    def _is_own(user):
        own = Q(created_by=user) | Q(assigned_to=user)
        if user.person_id:
            own |= Exists(rows("articles.Byline").filter(article=OuterRef("pk"), person=user.person_id))
        return own

    def kept(self):
        """All but drafts that were discarded."""
        return self.filter(discarded_at__isnull=True)

    def discarded(self):
        return self.filter(discarded_at__isnull=False)

    # What a desk asks for ----------------------------------------------------------------------------------------------

    def with_status(self, *statuses):
        """As stored; where the clock has a say, ask ``published``, ``scheduled`` or ``expired``."""
        return self.kept().filter(status__in=statuses)

    def not_waiting_for(self, user):
        """All but those whose next step is waited for, be it the user's or somebody else's."""
        given = Q(status="draft", assigned_to=user) & ~Q(created_by=user)
        return self.kept().exclude(status__in=["in_review", "approved"]).exclude(given).exclude(self._is_anothers(user))

    @staticmethod
    def _is_anothers(user):
        """A draft that somebody else is to go on with."""
        return Q(status="draft") & (Q(assigned_to__isnull=False) & ~Q(assigned_to=user) | _begun_by_another(user))

    def in_others_hands(self, user):
        """On their way, and the next step is not the user's."""
        theirs = self._is_anothers(user)
        for status, permission in (("in_review", "approve_article"), ("approved", "publish_article")):
            if not user.has_perm(f"articles.{permission}"):
                theirs |= Q(status=status)
        return self.kept().filter(theirs)

    def with_handing_on(self):
        """``waits_since``: of a draft when it was last worked on, else when it was handed on."""
        handed = rows("articles.AuditEntry").handing_on(OuterRef("pk")).values("at")[:1]
        since = Case(When(status="draft", then="saved_at"), default=Coalesce(Subquery(handed), "saved_at"))
        return self.annotate(waits_since=since)

    def given_to(self, user):
        """Drafts that somebody else has assigned to the user."""
        return self.with_status("draft").filter(assigned_to=user).exclude(created_by=user)

    def lately_saved(self, among: int = 2000):
        """Looked for among so many that were saved last: whoever asks for the newest of their own shall not read all rows."""
        newest = self.model.objects.order_by("-saved_at", "-id").values_list("pk", flat=True)[:among]
        return self.filter(pk__in=list(newest)).order_by("-saved_at", "-id")

    def with_notes_for(self, user):
        """Those with a note that names the user and is not resolved."""
        return self.filter(pk__in=rows("articles.Note").unresolved().naming(user).values("article"))

    def with_pending_change(self):
        return self.filter(pk__in=rows("articles.PendingChange").open().values("article"))

    def corrected_since(self, when):
        return self.filter(pk__in=rows("articles.Correction").since(when).values("article"))

    def naming_nobody(self):
        """Published, or in review, without any confirmed mention."""
        told = Q(status="published", published_at__lte=timezone.now()) | Q(status="in_review")
        return self.kept().filter(told, ~Exists(_confirmed().filter(article=OuterRef("pk"))))

    def going_out(self, start, end):
        """With a time in that span: scheduled, or meant for then and not yet published."""
        scheduled = Q(status="published", published_at__gt=timezone.now())
        planned = Q(status__in=["draft", "in_review", "approved"])
        return self.kept().filter(scheduled | planned, published_at__gte=start, published_at__lt=end)

    def freed(self, start, end):
        """Whose embargo ends in that span."""
        return self.kept().exclude(status="withdrawn").filter(embargo_until__gte=start, embargo_until__lt=end)

    def leaving(self, start, end):
        """To be withdrawn in that span."""
        return self.kept().exclude(status="withdrawn").filter(withdraw_at__gte=start, withdraw_at__lt=end)

    # What pages ask for ------------------------------------------------------------------------------------------------

    def in_edition(self, language):
        return self.filter(language=language)

    def in_editions(self, languages):
        return self.filter(language__in=languages)

    def latest_by_section(self, each: int, among: int = 400) -> list[int]:
        """Primary keys of the newest stories of each section, looked for among the newest of all."""
        chosen, count = [], Counter()
        for key, section in self.newest_first().values_list("pk", "section")[:among]:
            if count[section] < each:
                chosen.append(key)
                count[section] += 1
        return chosen

    def placing_in_text(self, image):
        return self.filter(pk__in=rows("articles.ArticleImage").filter(image=image, place="body").values("article"))

    def in_section(self, section):
        return self.filter(section=section)

    def in_section_at(self, slug: str):
        return self.filter(section__slug=slug)

    def of_kind(self, kind: str):
        return self.filter(kind=kind)

    def under_topic(self, topic):
        return self.filter(pk__in=_tagging().filter(tag=topic).values("content_object"))

    def about(self, subjects):
        """Stories that name any of the subjects (rows, keys or a subquery of keys), with a confirmed mention."""
        return self.filter(pk__in=_confirmed().filter(subject__in=subjects).values("article"))

    def by(self, subject):
        """Stories that the person or the desk signed."""
        signed = rows("articles.Byline").filter(Q(person=subject.pk) | Q(desk=subject.pk))
        return self.filter(pk__in=signed.values("article"))

    def naming_or_signed_by(self, subject):
        signed = rows("articles.Byline").filter(Q(person=subject.pk) | Q(desk=subject.pk)).values("article")
        named = _confirmed().filter(subject=subject).values("article")
        return self.filter(Q(pk__in=named) | Q(pk__in=signed))

    def related_to(self, article, among: int = 300):
        """Stories that share subjects or topics with this one, those that share most first: ``likeness``. What is withheld
        connects no two stories. A place connects less than a person: half of all stories may name the same country.

        Looked for ``among`` so many of the newest mentions and taggings.
        """
        subjects = _confirmed().filter(article=article, subject__in=Subject.objects.public()).values("subject")
        shared = _confirmed().filter(subject__in=subjects)
        topics = _tagging().filter(tag__in=_tagging().filter(content_object=article).values("tag"))
        named = shared.exclude(article=article).order_by("-article")[:among]
        tagged = topics.exclude(content_object=article).order_by("-content_object")[:among]
        weight = Sum(Case(When(subject__kind="place", then=1), default=3, output_field=models.IntegerField()))
        by_subjects = shared.filter(article=OuterRef("pk")).order_by().values("article").values(weight=weight)
        by_topics = topics.filter(content_object=OuterRef("pk")).order_by().values("content_object")
        return (
            self.filter(Q(pk__in=named.values("article")) | Q(pk__in=tagged.values("content_object")))
            .exclude(translation_key=article.translation_key)
            .annotate(
                likeness=Coalesce(Subquery(by_subjects), 0)
                + Coalesce(Subquery(by_topics.values(weight=2 * Count("pk"))), 0)
            )
            .order_by("-likeness", "-published_at")
        )

    def in_year(self, year: int):
        """Published in that year of the newsroom's zone."""
        start, end = (datetime(each, 1, 1, tzinfo=timezone.get_current_timezone()) for each in (year, year + 1))
        return self.filter(published_at__gte=start, published_at__lt=end)

    def in_month(self, year: int, month: int):
        """Published in that month of the newsroom's zone; a range, so that an index serves it."""
        zone = timezone.get_current_timezone()
        start = datetime(year, month, 1, tzinfo=zone)
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=zone)
        return self.filter(published_at__gte=start, published_at__lt=end)

    def months(self) -> list[tuple[date, int]]:
        """(first day of the month, number of stories), newest first, in two queries.

        One indexed count for each month, for SQLite truncates dates in Python, row by row.
        """
        span = self.aggregate(first=Min("published_at"), last=Max("published_at"))
        if not span["first"]:
            return []
        first, last = (timezone.localtime(span[end]).date().replace(day=1) for end in ("first", "last"))
        months = [date(number // 12, number % 12 + 1, 1) for number in range(_number(first), _number(last) + 1)]
        counts = [self.in_month(month.year, month.month)._counted_as(_number(month)) for month in months]
        found = dict(row for chunk in range(0, len(counts), 300) for row in _union(counts[chunk : chunk + 300]))
        return [(month, found[_number(month)]) for month in reversed(months) if found.get(_number(month))]

    def _counted_as(self, number: int):
        return self.order_by().annotate(number=Value(number)).values_list("number").annotate(Count("pk"))

    def using_picture(self, image):
        """As their lead, in their text or in a pending change."""
        uses = rows("articles.ArticleImage").filter(image=image).values("article")
        return self.filter(Q(pk__in=uses) | Q(lead_image=image))

    def newest_first(self):
        return self.order_by("-published_at", "-id")

    def containing(self, query: str, public: bool = False):
        """For staff: stories whose headline, dek or text holds each word of the query, in any case.

        ``public``: as readers see them, so that no search finds a name that is withheld.
        """
        found, column = self, "public_folded" if public else "folded"
        for word in search_fold(query).split()[:10]:
            found = found.filter(**{f"{column}__contains": word})
        return found

    def found_by(self, query: str, user):
        """Stories that the words lead this member of staff to.

        What is typed holds names that are withheld: only its writers search that, others what readers see.
        """
        if user.has_perm("people.see_protected_subject"):
            return self.containing(query)
        own, public = self.owned_by(user).containing(query), self.containing(query, public=True)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=public.values("pk")))

    def with_listing_data(self):
        """All that templates/articles/_teaser.html prints, in two queries."""
        return self.select_related("section").with_lead_image().prefetch_related(_bylines()).without_texts()

    def without_texts(self):
        return self.defer(*HEAVY)

    def with_lead_image(self):
        """The lead picture, as far as pages show it."""
        return self.select_related("lead_image").defer(*(f"lead_image__{name}" for name in FOR_STAFF))

    def with_feed_data(self):
        """All that a feed holds of a story."""
        return self._with_own_data().prefetch_related("lead_image__texts")

    def with_page_data(self):
        """All that the article page prints of the story itself."""
        subjects = _confirmed().released().select_related("subject").prefetch_related("subject__texts")
        own = self._with_own_data().select_related("translation")
        return own.prefetch_related(Prefetch("mentions", subjects))

    def _with_own_data(self):
        taggings = Prefetch("taggings", _tagging().select_related("tag").order_by("tag__name"))
        return (
            self.select_related("section")
            .with_lead_image()
            .defer("body", "folded", "public_folded")
            .prefetch_related(_bylines(), "corrections", taggings)
        )


def _begun_by_another(user):
    return Q(assigned_to__isnull=True) & ~Q(created_by=user)


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _union(querysets: list):
    return querysets[0].union(*querysets[1:], all=True)


def _bylines():
    """Without those of whoever may be a protected person and was found by no reader before."""
    unreleased = Q(person__is_held=True, person__listed_from=None) | Q(desk__is_held=True, desk__listed_from=None)
    return Prefetch("bylines", rows("articles.Byline").exclude(unreleased).select_related("person", "desk"))


def _confirmed():
    return rows("articles.Mention").confirmed()


def _tagging():
    return rows("articles.TopicTagging")
