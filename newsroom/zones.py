"""The time zones that an account may choose, by part of the world."""

import zoneinfo
from functools import cache

from django.utils.translation import gettext_lazy as _

PARTS = {
    "Asia": _("Asia"),
    "Europe": _("Europe"),
    "Africa": _("Africa"),
    "America": _("America"),
    "Australia": _("Australia"),
    "Pacific": _("Pacific"),
    "Atlantic": _("Atlantic"),
    "Indian": _("Indian Ocean"),
}


@cache
def _places() -> tuple[tuple[str, str], ...]:
    """(part of the world, key of the zone), sorted; without the old names such as US/Eastern."""
    known = zoneinfo.available_timezones()
    return tuple(sorted((part, key) for key in known for part in PARTS if key.startswith(f"{part}/")))


def choices():
    """For a field's choices: a group for each part of the world. A callable, so that a new zone needs no migration."""
    groups = {part: [] for part in PARTS}
    for part, key in _places():
        groups[part].append((key, key.removeprefix(f"{part}/").replace("_", " ")))
    return [(PARTS[part], places) for part, places in groups.items()]


def zone(key: str) -> zoneinfo.ZoneInfo | None:
    """The zone of that name; None for no name, or one that this machine no longer knows."""
    try:
        return zoneinfo.ZoneInfo(key) if key else None
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return None
