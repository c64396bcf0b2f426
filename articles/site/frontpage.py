"""What stands on a front: pinned stories and packages in their places, the newest between them; on the home page then the
newest of each section."""

from dataclasses import dataclass, field

from articles.models import Article, FrontPage, Package, PackageStory, Pin, Section, Topic
from articles.models.frontpage import PLACES, places_of

IN_SECTION = 4
#: So many stories of a package stand on its card, the first with all that a story shows.
ON_CARD = 4


@dataclass
class Pins:
    """Which place each pinned story and each pinned package has, by their keys."""

    stories: dict[int, int] = field(default_factory=dict)
    packages: dict[int, int] = field(default_factory=dict)


@dataclass
class Card:
    """A package in a place of a front: its first story stands there as ``story.opens``."""

    package: object
    others: list


def pins_of(language: str, owner=None, at=None) -> Pins:
    """What is pinned to a front now, or will be at that time."""
    on_page = Pin.objects.current(at).filter(front_page__in=FrontPage.objects.of(language, owner))
    rows = list(on_page.values_list("article", "package", "position"))
    return Pins(
        {story: place for story, _package, place in rows if story},
        {package: place for _story, package, place in rows if package},
    )


def compose(language: str, *, at=None, pins: Pins | None = None, within=None) -> dict:
    """Lead story, seconds, and (section, stories) pairs of one edition. No story stands twice. Five queries at most.

    For staff: ``at`` another time than now, with other ``pins`` than the stored ones, ``within`` the stories that they may see.
    """
    public = _public(language, at, within)
    pins = pins_of(language, None, at) if pins is None else pins
    keys = public.latest_by_section(IN_SECTION + PLACES + ON_CARD * len(pins.packages))
    page, found = _compose(public, pins, keys, PLACES, at)
    shown = page.pop("shown")
    rest = [story for story in found if story.pk not in shown and story.pk in set(keys)]
    return page | {"blocks": _blocks(rest)}


def compose_for(owner, language: str, stories, *, at=None, pins: Pins | None = None, within=None) -> dict:
    """Lead and seconds of the front of a section, topic or place, and the keys of the stories that stand there.

    ``stories``: those of ``filed_under``; what is pinned may be any story of the edition.
    """
    public, count = _public(language, at, within), places_of(owner)
    pins = pins_of(language, owner, at) if pins is None else pins
    filed = public & stories
    newest = list(
        filed.newest_first().values_list("pk", flat=True)[: count * (1 + ON_CARD * bool(pins.packages)) + count]
    )
    page, _found = _compose(public, pins, newest, count, at)
    return page


def filed_under(owner, language: str, *, at=None, within=None):
    """The public stories of an edition that stand in a section, under a topic or at a place. For staff as in ``compose``."""
    found = _public(language, at, within)
    if isinstance(owner, Section):
        return found.in_section(owner)
    return found.under_topic(owner) if isinstance(owner, Topic) else found.about(owner.below())


def _public(language, at, within):
    stories = Article.objects.all() if within is None else within
    return stories.published(at).in_edition(language)


def _compose(public, pins: Pins, newest: list[int], count: int, at) -> tuple[dict, list]:
    packed = _packed(pins, at)
    keys = {*pins.stories, *newest, *(key for _package, keys in packed.values() for key in keys)}
    found = list(public.filter(pk__in=keys).newest_first().with_listing_data())
    filling = set(newest)
    places = fill(found, pins, packed, count, filling)
    lead, *seconds = [story for story in places if story] or [None]
    shown = {story.pk for story in [lead, *seconds] if story}
    shown |= {story.pk for place in places if place and place.opens for story in place.opens.others}
    return {"lead": lead, "seconds": seconds, "places": places, "shown": shown}, found


def _packed(pins: Pins, at) -> dict[int, tuple]:
    """(package, the keys of its stories in order) of each pinned package that readers may find. One query, if any is pinned."""
    found: dict[int, tuple] = {}
    if pins.packages:
        shown = Package.objects.shown().filter(pk__in=pins.packages)
        parts = PackageStory.objects.public(at).filter(package__in=shown).select_related("package")
        for part in parts.order_by("package", "position"):
            found.setdefault(part.package_id, (part.package, []))[1].append(part.article_id)
    return found


def fill(
    stories: list, pins: Pins, packed: dict | None = None, count: int = PLACES, filling: set[int] | None = None
) -> list:
    """The story in each place, first the lead: what is pinned if readers can see it, else the newest that stands nowhere yet.

    Where nothing is pinned to its place, the newest story with a picture leads, if one of the first has any.
    """
    held = _held(stories, pins, packed or {})
    taken = {story.pk for story in held.values()} | {
        other.pk for story in held.values() if story.opens for other in story.opens.others
    }
    newest = [story for story in stories if story.pk not in taken and (filling is None or story.pk in filling)]
    if 1 not in held and (pictured := next(filter(_has_picture, newest[:count]), None)):
        newest.remove(pictured)
        held[1] = pictured
    filling_up = iter(newest)
    return [held.get(place) or next(filling_up, None) for place in range(1, count + 1)]


def _held(stories: list, pins: Pins, packed: dict) -> dict:
    """What is pinned, by its place. A package stands there by its first story that has no place of its own, which has it in
    ``opens``."""
    by_key = {story.pk: story for story in stories}
    held = {pins.stories[key]: by_key[key] for key in by_key if key in pins.stories}
    taken = {story.pk for story in held.values()}
    for story in stories:
        story.opens = None
    for package, place in sorted(pins.packages.items(), key=lambda pin: pin[1]):
        row, keys = packed.get(package, (None, []))
        free = [by_key[key] for key in keys if key in by_key and key not in taken][:ON_CARD]
        if free and place not in held:
            held[place], free[0].opens = free[0], Card(row, free[1:])
            taken |= {story.pk for story in free}
    return held


def _has_picture(story) -> bool:
    return bool(story.lead_image and story.lead_image.can_be_shown)


def _blocks(stories: list) -> list[tuple]:
    by_section: dict = {}
    for story in stories:
        if story.section:
            by_section.setdefault(story.section, []).append(story)
    ordered = sorted(by_section.items(), key=lambda block: (block[0].position, block[0].name))
    return [(section, found[:IN_SECTION]) for section, found in ordered]
