"""Make the stored keys of all names anew after the rules of folding have changed."""

from django.core.management.base import BaseCommand
from django.db import transaction

from people.models import Name, NameKey, NameToken
from people.names import FOLDING_VERSION

BATCH = 500


class Command(BaseCommand):
    help = (
        "Updates the folded text and the keys of all names to the present rules. It works in small "
        "transactions, so that the site stays usable, and continues where an earlier run stopped."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="Also the names that are up to date.")

    def handle(self, *, all, **options):
        if all:
            Name.objects.update(folding_version=0)
        outdated = Name.objects.exclude(folding_version=FOLDING_VERSION).order_by("id")
        total, done = outdated.count(), 0
        while batch := list(outdated.select_related("subject")[:BATCH]):
            refold(batch)
            done += len(batch)
            self.stderr.write(f"{done:,} of {total:,} names", ending="\r")
        self.stdout.write(f"{done:,} names updated to version {FOLDING_VERSION}.")


@transaction.atomic
def refold(names: list[Name]):
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
