"""What stands on the front page: pinned stories in their places, the newest between them, then the newest of each section."""

from articles.models import Article, Pin
from articles.models.frontpage import PLACES

IN_SECTION = 4


def pins_of(language: str, at=None) -> dict[int, int]:
    """The key of each story that is pinned now, or will be at that time, with its place."""
    pins = Pin.objects.current(at).filter(front_page__language=language)
    return dict(pins.values_list("article", "position"))


def compose(language: str, *, at=None, pins: dict[int, int] | None = None, within=None) -> dict:
    """Lead story, seconds, and (section, stories) pairs of one edition. No story stands twice. Four queries.

    For staff: ``at`` another time than now, with other ``pins`` than the stored ones, ``within`` the stories that they may see.
    """
    stories = Article.objects.all() if within is None else within
    public = stories.published(at).in_edition(language)
    pinned = pins_of(language, at) if pins is None else pins
    keys = [*pinned, *public.latest_by_section(IN_SECTION + PLACES)]
    found = list(public.filter(pk__in=keys).newest_first().with_listing_data())
    places = fill(found, pinned)
    lead, *seconds = [story for story in places if story] or [None]
    shown = {story.pk for story in [lead, *seconds] if story}
    rest = [story for story in found if story.pk not in shown]
    return {"lead": lead, "seconds": seconds, "blocks": _blocks(rest), "places": places}


def fill(stories: list, pinned: dict[int, int]) -> list:
    """The story in each place, first the lead: the pinned one if readers can see it, else the newest that is not pinned."""
    held = {pinned[story.pk]: story for story in stories if story.pk in pinned}
    newest = (story for story in stories if story.pk not in pinned)
    return [held.get(place) or next(newest, None) for place in range(1, PLACES + 1)]


def _blocks(stories: list) -> list[tuple]:
    by_section: dict = {}
    for story in stories:
        if story.section:
            by_section.setdefault(story.section, []).append(story)
    ordered = sorted(by_section.items(), key=lambda block: (block[0].position, block[0].name))
    return [(section, found[:IN_SECTION]) for section, found in ordered]
