"""manage.py check_media: files without a picture, and pictures without their files."""

import re
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.library import renditions
from articles.models import Image
from articles.pictures import shapes

TOKEN = re.compile(r"[0-9a-f]{32}")
#: Younger files may belong to a picture that is being added: its files come before its row.
YOUNG = 3600


class Command(BaseCommand):
    help = (
        "Lists files that belong to no picture, and pictures whose files are missing. Exit code 1 when there are any. "
        "--delete removes leftovers older than an hour; rebuild_renditions makes missing files."
    )

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="delete leftovers that are older than an hour")

    def handle(self, *, delete, **options):
        known = {image.token: image for image in Image.objects.all()}
        leftovers = [*self._leftovers(known), *self._originals()]
        for place in leftovers:
            gone = delete and _is_old(place)
            self.stdout.write(f"{'Deleted' if gone else 'Belongs to no picture'}: {place}")
            if gone:
                _remove(place)
        remaining = [place for place in leftovers if place.exists()]
        incomplete = self._incomplete(known.values())
        for line in incomplete:
            self.stdout.write(line)
        if remaining or incomplete:
            raise CommandError(f"{len(remaining) + len(incomplete)} to check. Nothing else was changed.")
        self.stdout.write(f"{len(known):,} {'picture' if len(known) == 1 else 'pictures'}, no file is missing.")

    def _leftovers(self, known):
        """Folders of no picture, and in the folders of pictures the files that are none of theirs."""
        root = Path(settings.MEDIA_ROOT)
        for shelf in sorted(root.iterdir()) if root.is_dir() else []:
            if shelf.name == renditions.LOCK:
                continue
            if not shelf.is_dir():
                yield shelf
                continue
            for place in sorted(shelf.iterdir()):
                image = known.get(place.name) if TOKEN.fullmatch(place.name) and place.name[:2] == shelf.name else None
                if image is None:
                    yield place
                else:
                    yield from (file for file in sorted(place.iterdir()) if file.name not in _names(image))

    @staticmethod
    def _originals():
        root = settings.ORIGINALS_ROOT and Path(settings.ORIGINALS_ROOT)
        kept = set(Image.objects.exclude(original="").values_list("original", flat=True))
        return [file for file in sorted(root.iterdir()) if file.name not in kept] if root and root.is_dir() else []

    @staticmethod
    def _incomplete(images):
        found = []
        for image in images:
            if not renditions.path(image.token, f"master.{image.format}").exists():
                found.append(f"#{image.pk} has lost its master: restore it from a backup.")
            elif image.is_ready and (missing := [file.name for file in renditions.missing(image)]):
                found.append(f"#{image.pk} lacks {', '.join(missing)}: run rebuild_renditions {image.pk}.")
            root = image.original and settings.ORIGINALS_ROOT
            if root and not (Path(root) / image.original).exists():
                found.append(f"#{image.pk} has lost its original.")
        return found


def _names(image) -> set[str]:
    files = {file.name for file in shapes.files(image.width, image.height)}
    return files | {f"master.{image.format}", renditions.FOCUS}


def _is_old(place: Path) -> bool:
    return place.lstat().st_mtime < time.time() - YOUNG


def _remove(place: Path):
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
