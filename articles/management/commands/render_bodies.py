"""manage.py render_bodies: make anew what readers see of stories, from what the editors wrote."""

from django.core.management.base import BaseCommand, CommandError

from articles import rendering
from articles.models import Article

CHUNK = 100


class Command(BaseCommand):
    help = (
        "Rebuilds the derived columns of all stories, or of those whose numbers are given. Changes no time or version."
    )

    def add_arguments(self, parser):
        parser.add_argument("ids", nargs="*", type=int, metavar="number", help="the numbers of the stories")

    def handle(self, *, ids, **options):
        keys = list(self._stories(ids).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            # A chunk at a time, so that editors can save in between.
            rendering.rebuild(Article.objects.filter(pk__in=keys[start : start + CHUNK]))
            if len(keys) > CHUNK:
                self.stdout.write(f"{min(start + CHUNK, len(keys)):,} of {len(keys):,}")
                self.stdout.flush()
        self.stdout.write(f"Rendered {len(keys):,} {'story' if len(keys) == 1 else 'stories'}.")

    @staticmethod
    def _stories(ids):
        if not ids:
            return Article.objects.all()
        known = Article.objects.filter(pk__in=ids)
        if missing := sorted(set(ids) - set(known.values_list("pk", flat=True))):
            raise CommandError(
                f"There is no story with the number {', '.join(map(str, missing))}. Nothing was rendered."
            )
        return known
