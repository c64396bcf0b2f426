"""What the demo's editors made of its stories: packages, fronts, and the breaking bars."""

import datetime

from django.conf import settings
from django.utils import timezone

from articles.models import BreakingLine, FrontPage, Package, Pin
from articles.site import changes

PINNED = ["article_id", "package_id", "position", "since", "until"]


def arrange(entries: dict, stories: dict, sections: dict, topics: dict, subjects: dict):
    """Everything by the names that the entries use; what is of an edition or of stories that this site has not is left out."""
    owners = {"section": sections, "topic": topics, "place_name": subjects}
    packages = {
        entry["heading"]: _package(entry, stories, sections)
        for entry in entries["packages"]
        if entry["language"] in settings.EDITIONS
    }
    for entry in entries["pins"]:
        owner = next((rows.get(entry[name]) for name, rows in owners.items() if name in entry), None)
        held = {"package": packages.get(entry.get("package")), "article": stories.get(entry.get("story"))}
        if any(held.values()):
            _pin(owner, entry.get("language") or owner.language, entry["place"], held)
    for entry in entries["breaking"]:
        if entry["language"] in settings.EDITIONS:
            _break(entry, stories)


def _package(entry, stories, sections) -> Package:
    columns = {name: entry[name] for name in ("language", "heading", "intro")}
    package = changes.save(Package(**columns, section=sections[entry["section"]]))
    changes.pack(package, [stories[key].pk for key in entry["stories"] if key in stories])
    return package


def _pin(owner, language: str, place: int, held: dict):
    front = FrontPage.objects.of(language, owner).first()
    if front is None:
        front = FrontPage.objects.create(language=language, **({owner._meta.model_name: owner} if owner else {}))
    others = [Pin(front_page=front, **values) for values in front.pins.values(*PINNED)]
    changes.pin(front, [*others, Pin(front_page=front, position=place, **held)])


def _break(entry, stories):
    until = timezone.now().replace(second=0, microsecond=0) + datetime.timedelta(hours=entry["hours"])
    line = BreakingLine.objects.in_edition(entry["language"]).first() or BreakingLine(language=entry["language"])
    line.text, line.article, line.until = entry["text"], stories.get(entry["story"]), until
    changes.break_news(line)
