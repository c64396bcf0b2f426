"""Brings stored names to the present rules of folding, in portions small enough that nobody waits for one."""

from django.db import transaction

from people.models import Name, NameKey, NameToken
from people.names import FOLDING_VERSION

BATCH = 500


def outdated():
    """Names whose folded text and keys come from other rules."""
    return Name.objects.exclude(folding_version=FOLDING_VERSION)


def refold_outdated(progress=lambda done, total: None) -> int:
    """Refold all outdated names; how many. What is done stays done, and two that run at once do each name once."""
    total, done, last = outdated().count(), 0, 0
    while total and (names := _refold_after(last)):
        last, done = names[-1].pk, done + len(names)
        progress(done, max(done, total))
    return done


@transaction.atomic
def _refold_after(last: int) -> list[Name]:
    """The next portion in the order of numbers, locked against whoever saves one of its names meanwhile."""
    waiting = outdated().filter(pk__gt=last).order_by("pk").select_related("subject")
    names = list(waiting.select_for_update(of=("self",), skip_locked=True)[:BATCH])
    before = {name.pk: (name.script, name.folded) for name in names}
    for name in names:
        name.derive()
    changed = [name for name in names if (name.script, name.folded) != before[name.pk]]
    # An upsert of rows that are all there: an update in one statement, far faster than bulk_update.
    columns = ["script", "folded"]
    Name._base_manager.bulk_create(changed, update_conflicts=True, unique_fields=["id"], update_fields=columns)
    NameKey.objects.renew_for(names)
    NameToken.objects.renew_for(names)
    Name.objects.filter(pk__in=before).update(folding_version=FOLDING_VERSION)
    return names


refold_outdated.alters_data = True
