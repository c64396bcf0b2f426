"""What stands on the front page: the editors' pins first, then the newest, then the newest of each section."""

from articles.models import Article, Pin

SECONDS = 6
IN_SECTION = 4
#: Newest stories among which the lead, the seconds and the fill for expired pins are found.
NEWEST = 1 + SECONDS


def compose(language: str) -> dict:
    """Lead story, seconds, and (section, stories) pairs of one edition. No story stands twice. Four queries."""
    public = Article.objects.published().in_edition(language)
    pins = Pin.objects.current().filter(front_page__language=language, article__in=public)
    places = dict(pins.values_list("article", "position"))
    keys = [*places, *public.latest_by_section(IN_SECTION + NEWEST)]
    stories = list(public.filter(pk__in=keys).newest_first().with_listing_data())
    lead, seconds = _top(stories, places)
    shown = {story.pk for story in [lead, *seconds] if story}
    rest = [story for story in stories if story.pk not in shown]
    return {"lead": lead, "seconds": seconds, "blocks": _blocks(rest)}


def _top(stories: list, places: dict[int, int]):
    """The lead is the story pinned to place 1, else the newest that is not pinned; pinned seconds stand before newer ones."""
    pinned = sorted((story for story in stories if story.pk in places), key=lambda story: places[story.pk])
    newest = [story for story in stories if story.pk not in places]
    lead = pinned.pop(0) if pinned and places[pinned[0].pk] == 1 else None
    if lead is None and newest:
        lead = newest.pop(0)
    elif lead is None and pinned:
        lead = pinned.pop(0)
    return lead, (pinned + newest)[:SECONDS]


def _blocks(stories: list) -> list[tuple]:
    by_section: dict = {}
    for story in stories:
        if story.section:
            by_section.setdefault(story.section, []).append(story)
    ordered = sorted(by_section.items(), key=lambda block: (block[0].position, block[0].name))
    return [(section, found[:IN_SECTION]) for section, found in ordered]
