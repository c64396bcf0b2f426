"""manage.py run_due: do what is due beside pages, such as mail; started by the site itself, and by a timer for what failed."""

from django.core.management.base import BaseCommand

from articles.library import renditions
from articles.models import Image
from articles.rendering import anew
from articles.search import building
from articles.workflow import completing, listing, mailing
from articles.writing import autosave
from people.exchange import refolding
from people.search import namesakes


class Command(BaseCommand):
    help = (
        "Sends waiting mail, prepares pictures whose preparation was interrupted, publishes what waited for them and, after "
        "an upgrade, brings recorded names and who is listed to the present rules, derives all public texts anew and builds "
        "readers' search. Ends when all is done. Two runs at once do the work once."
    )

    def handle(self, *, verbosity, **options):
        sent = mailing.send_due()
        autosave.drop_old()
        if Image.objects.waiting().exists():
            renditions.start_preparing()
        completing.work_off()
        refolding.refold_outdated()
        namesakes.compare_waiting()
        listing.follow_stories_of_before()
        anew.begin()
        anew.work_off()
        building.begin()
        building.work_off()
        if verbosity:
            self.stdout.write(f"Sent {sent:,} {'mail' if sent == 1 else 'mails'}.")
