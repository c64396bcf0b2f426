"""Whom readers find because stories name or carry them: as long as one of these stories is public."""

from django.db import transaction
from django.db.models import Exists, Min, OuterRef, Q
from django.utils import timezone

from articles.models import Article, Byline, Mention, Status
from people import naming
from people.base.locks import take_turn
from people.models import Subject

COLUMNS = ("status", "published_at", "withdraw_at")


def named_by(article) -> set[int]:
    """The keys of those whom a story names or who signed it, if it is public now or will be by the clock."""
    if article.status != Status.PUBLISHED:
        return set()
    named = set(article.mentions.confirmed().values_list("subject", flat=True))
    signed = article.bylines.order_by().values_list("person", "desk")
    return named.union(*signed) - {None}


def follow(article, before, named: set[int]):
    """After a change of a story, which ``before`` it named these."""
    now_named = named_by(article)
    subjects = Subject.objects.not_merged().filter(pk__in=named | now_named)
    if article.is_public and article.withdraw_at is None:
        settled = Q(listed_from__lte=timezone.now(), listed_until=None, is_listed_by_stories=True)
        subjects = subjects.exclude(settled & Q(pk__in=now_named))
    for subject in subjects.order_by("pk") if named | now_named else ():
        naming.list_while(subject, periods(subject), had_story=before.was_public and subject.pk in named)


def list_by_stories(subject):
    """Bring the listing of a subject in step with the stories that name it now, where it is not so already."""
    if subject.merged_into_id:
        return
    found = periods(subject)
    as_stored = [(subject.listed_until, subject.relisted_from)] if subject.is_listed else []
    if not found or as_stored != [(found[0][1], found[1][0] if found[1:] else None)]:
        naming.list_while(subject, found)


def follow_stories_of_before() -> int:
    """After an upgrade: whom readers met in stories is found as long as one of these is public. Returns how many followed."""
    keys = list(_named_before().order_by("pk").values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            take_turn()
            for subject in _named_before().filter(pk=key):
                naming.list_while(subject, periods(subject), had_story=True)
    return len(keys)


def _named_before():
    """Those listed by hand whom readers have met in a story since; not what others lie in, for that stays listed."""
    named, signed = (
        rows.filter(_public_since_listed()) for rows in (Mention.objects.confirmed(), Byline.objects.all())
    )
    met = Exists(named.filter(subject=OuterRef("pk")))
    met |= Exists(signed.filter(person=OuterRef("pk"))) | Exists(signed.filter(desk=OuterRef("pk")))
    listed = Subject.objects.not_merged().listed_by_hand().without_parents()
    return listed.filter(met)


def _public_since_listed() -> Q:
    """Of whom somebody lists again after the story was withdrawn or expired, that story says nothing."""
    since = OuterRef("listed_from")
    lasts = Q(article__status=Status.PUBLISHED) & (Q(article__withdraw_at=None) | Q(article__withdraw_at__gt=since))
    withdrawn = Q(article__status=Status.WITHDRAWN, article__withdrawn_at__gt=since)
    return Q(article__published_at__lte=timezone.now()) & (lasts | withdrawn)


def periods(subject) -> list[naming.Period]:
    """When stories that name the subject are public, from now on, joined where one follows the other without a pause."""
    now = timezone.now()
    stories = Article.objects.filter(status=Status.PUBLISHED).naming_or_signed_by(subject)
    lasting = stories.filter(withdraw_at=None, published_at__lte=now)
    if lasting.exists():
        start = None if subject.is_listed else lasting.aggregate(first=Min("published_at"))["first"]
        return [(start or subject.listed_from, None)]
    ahead = stories.filter(Q(withdraw_at=None) | Q(withdraw_at__gt=now)).order_by("published_at")
    return _joined(ahead.values_list("published_at", "withdraw_at"))


def _joined(rows) -> list[naming.Period]:
    found = []
    for start, end in rows:
        if found and (found[-1][1] is None or start <= found[-1][1]):
            last = found[-1][1]
            found[-1] = (found[-1][0], None if last is None or end is None else max(last, end))
        else:
            found.append((start, end))
    return found
