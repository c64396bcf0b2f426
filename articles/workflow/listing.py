"""Whom readers find because stories name or carry them: as long as one of these stories is public."""

from django.db.models import Min, Q
from django.utils import timezone

from articles.models import Article, Status
from people import naming
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
