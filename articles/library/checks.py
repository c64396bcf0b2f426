"""System checks for pictures: a folder that cannot be written, and originals that lie where readers could reach them."""

import os
from pathlib import Path

from django.conf import settings
from django.core.checks import Error, Warning, register


@register()
def media_can_be_written(app_configs, **kwargs):
    place = Path(settings.MEDIA_ROOT)
    existing = next(folder for folder in (place, *place.parents) if folder.exists())
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        return []
    return [
        Warning(
            f"No picture can be added: {place} cannot be written.",
            hint="Give the folder to the user that runs the newsroom, or set MEDIA_ROOT.",
            id="articles.W001",
        )
    ]


@register()
def originals_lie_apart(app_configs, **kwargs):
    if not settings.ORIGINALS_ROOT:
        return []
    originals, media = Path(settings.ORIGINALS_ROOT).resolve(), Path(settings.MEDIA_ROOT).resolve()
    if not (originals.is_relative_to(media) or media.is_relative_to(originals)):
        return []
    return [
        Error(
            "ORIGINALS_ROOT and MEDIA_ROOT lie one in the other: the originals hold what was cut from the pictures.",
            hint="Set ORIGINALS_ROOT to a private folder elsewhere, or leave it out to keep no originals.",
            id="articles.E001",
        )
    ]
