"""manage.py run_due: do what is due beside pages, such as mail; started by the site itself, and by a timer for what failed."""

from django.core.management.base import BaseCommand

from articles.library import renditions
from articles.models import Image
from articles.workflow import mailing
from articles.writing import autosave


class Command(BaseCommand):
    help = (
        "Sends the mail that waits, and sees that pictures whose preparation was cut short are prepared. Ends when all is done; "
        "two at once do it once."
    )

    def handle(self, *, verbosity, **options):
        sent = mailing.send_due()
        autosave.drop_old()
        if Image.objects.waiting().exists():
            renditions.start_preparing()
        if verbosity:
            self.stdout.write(f"Sent {sent:,} {'mail' if sent == 1 else 'mails'}.")
