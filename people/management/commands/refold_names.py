"""Make the stored keys of all names anew after the rules of folding have changed."""

from django.core.management.base import BaseCommand

from people.base.progress import Progress
from people.exchange import refolding
from people.models import Name
from people.names import FOLDING_VERSION


class Command(BaseCommand):
    help = (
        "Updates the folded text and the keys of all names to the present rules. It works in small "
        "transactions, so that the site stays usable, and continues where an earlier run stopped. run_due does the same."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="Also the names that are up to date.")

    def handle(self, *, all, verbosity, **options):
        if all:
            Name.objects.update(folding_version=0)
        done = refolding.refold_outdated(Progress(self.stderr, "names", quiet=not verbosity))
        if verbosity:
            self.stdout.write(f"{done:,} names updated to version {FOLDING_VERSION}.")
