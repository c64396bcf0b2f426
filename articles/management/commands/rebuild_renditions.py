"""manage.py rebuild_renditions: make the files of pictures that are not there yet, or all of them anew."""

from django.core.management.base import BaseCommand, CommandError

from articles.library import renditions
from articles.models import Image
from articles.pictures import child
from people.models import Job


class Command(BaseCommand):
    help = (
        "Makes the missing files of all pictures, or of those whose numbers are given. Can be stopped and restarted: "
        "existing files are kept."
    )

    def add_arguments(self, parser):
        parser.add_argument("ids", nargs="*", type=int, metavar="number", help="the numbers of the pictures")
        parser.add_argument("--waiting", action="store_true", help="only pictures waiting to be prepared")
        parser.add_argument("--missing", action="store_true", help="only what is missing (as without any option)")
        parser.add_argument("--all", action="store_true", dest="everything", help="existing files too")

    def handle(self, *, ids, waiting, everything, **options):
        self.failed = []
        if waiting:
            self._prepare_waiting()
        else:
            self._rebuild(self._pictures(ids), everything)
        if self.failed:
            numbers = ", ".join(f"#{key}" for key in self.failed)
            raise CommandError(f"Not prepared: {numbers}. The reasons are above.")

    def _prepare_waiting(self):
        """One process at a time; after it has ended it looks again, since one that came meanwhile went away."""
        while True:
            with renditions.only_one() as alone:
                if not alone:
                    self.stdout.write("Another process is already preparing pictures.")
                    return
                renditions.prepare_waiting(self._tell)
            if not Job.objects.due(renditions.KIND).exclude(key__in=self.failed).exists():
                return

    def _rebuild(self, pictures, everything: bool):
        keys = list(pictures.order_by("pk").values_list("pk", flat=True))
        for number, key in enumerate(keys, 1):
            image = Image.objects.filter(pk=key).first()
            if image is None or (image.is_ready and not everything and not renditions.missing(image)):
                continue
            try:
                renditions.prepare(image, everything=everything)
            except child.PictureError as refusal:
                self._tell(image, refusal)
            else:
                self._tell(image, None, f"{number:,} of {len(keys):,}: ")
        self.stdout.write(f"Looked at {len(keys):,} {'picture' if len(keys) == 1 else 'pictures'}.")

    def _tell(self, image, refusal, prefix: str = ""):
        if refusal:
            self.failed.append(image.pk)
            self.stderr.write(f"#{image.pk}: not prepared ({refusal.code})")
        else:
            self.stdout.write(f"{prefix}#{image.pk} is ready.")
            self.stdout.flush()

    @staticmethod
    def _pictures(ids):
        if not ids:
            return Image.objects.all()
        known = Image.objects.filter(pk__in=ids)
        if missing := sorted(set(ids) - set(known.values_list("pk", flat=True))):
            raise CommandError(f"There is no picture with the number {', '.join(map(str, missing))}. Nothing was done.")
        return known
