"""Say why readers do not see a story."""

from django.core.management.base import BaseCommand, CommandError

from articles.workflow.visibility import story_at, why_not_visible


class Command(BaseCommand):
    help = "Says whether readers see a story now, and if not, why and what has to happen. Changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("stories", nargs="+", metavar="story", help="A story's number, or its address.")

    def handle(self, *, stories, **options):
        found = {text: story_at(text) for text in stories}
        for text, article in found.items():
            if article is None:
                self.stderr.write(f"{text}: there is no such story.")
            elif reasons := why_not_visible(article):
                self.stdout.write(f"#{article.pk}: not visible to readers. {' '.join(reasons)}")
            else:
                self.stdout.write(f"#{article.pk}: visible to readers at {article.get_absolute_url()}")
        if None in found.values():
            raise CommandError(
                "Give the number of a story, as in its address in the admin, or its address on the site."
            )
