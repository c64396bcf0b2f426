"""What the screen of a front shows: each place with the story that readers find there, and what else could stand there."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.front import arranging
from articles.admin.stages import shown_title, stage_sentence, stage_time, stage_word
from articles.models import Article, Package
from articles.site import frontpage
from people.base.admin import is_key
from people.base.clock import clock

#: So many stories answer a search.
FOUND = 12


@dataclass
class Slot:
    """One place. ``story`` is the card in it; ``meanwhile`` what readers find there as long as they do not see that story."""

    place: int
    of: int
    form: object = None
    story: Article | None = None
    package: Package | None = None
    meanwhile: Article | None = None
    headline: str = ""
    standing: str = ""
    is_secret: bool = False
    #: When the card begins and ends, in words; a time that cannot be read is mended in the box.
    since: str = ""
    until: str = ""

    @property
    def thing(self) -> str:
        """What stands there, as buttons name it."""
        return f"p{self.package.pk}" if self.package else str(self.story.pk) if self.story else ""

    @property
    def is_pinned(self) -> bool:
        return self.form is not None

    @property
    def is_lead(self) -> bool:
        return self.place == 1

    @property
    def is_last(self) -> bool:
        return self.place == self.of


def slots_of(forms, language: str, owner, user) -> tuple[list[Slot], list]:
    """The places as the forms of the cards say, and the sections that follow on the home page with their newest stories."""
    cards = {thing: form for form in forms if (thing := thing_of(form))}
    page = _composed(cards, language, owner)
    count = len(page["places"])
    slots = [Slot(place, count, story=story) for place, story in enumerate(page["places"], 1)]
    stories = Article.objects.filter(pk__in=[thing for thing in cards if not thing.startswith("p")]).with_listing_data()
    visible = set(stories.visible_to(user).values_list("pk", flat=True))
    for story in list(stories)[:count]:
        slot = _lay(slots, story, cards[str(story.pk)])
        if story.pk in visible:
            slot.headline = story.public_title or shown_title(story, user)
            slot.standing = "" if story.is_public else stage_sentence(story, user)
        else:
            slot.headline, slot.is_secret = _("A story that you may not see"), True
    _lay_packages(slots, cards)
    return slots, page.get("blocks", [])


def _composed(cards: dict, language: str, owner) -> dict:
    pins = frontpage.Pins()
    for thing, form in cards.items():
        if (place := place_of(form)) and not _begins_later(form):
            arranging.pin(pins, thing, place)
    if owner is None:
        return frontpage.compose(language, pins=pins)
    return frontpage.compose_for(owner, language, frontpage.filed_under(owner, language), pins=pins)


def _lay_packages(slots, cards):
    packages = Package.objects.filter(pk__in=[thing[1:] for thing in cards if thing.startswith("p")])
    public = set(Package.objects.public().filter(pk__in=packages).values_list("pk", flat=True))
    free = sum(not slot.is_pinned for slot in slots)
    for package in packages[:free]:
        slot = _lay(slots, package, cards[f"p{package.pk}"])
        slot.headline = package.public_heading or package.heading
        slot.standing = "" if package.pk in public else _("Readers do not find this package yet.")


def _lay(slots, row, form) -> Slot:
    """The place with the card laid in it: where two have the same, the second takes one that holds none."""
    place = place_of(form)
    slot = slots[place - 1] if 1 <= place <= len(slots) else None
    if slot is None or slot.is_pinned:
        slot = next(slot for slot in slots if not slot.is_pinned)
    stands = slot.story.opens.package if slot.story and slot.story.opens else slot.story
    if stands != row:
        slot.meanwhile = slot.story
    slot.form, slot.since, slot.until = form, _time(form, "since"), _time(form, "until")
    if isinstance(row, Package):
        slot.package, slot.story = row, slot.story if stands == row else None
    else:
        slot.story = row
    return slot


def _read(form, name: str):
    """The time in words or boxes; None where none stands there. Raises ValidationError for one that cannot be read."""
    value = form[name].value()
    return form.fields[name].clean(value) if isinstance(value, list) else value


def _time(form, name: str) -> str:
    try:
        value = _read(form, name)
    except ValidationError:
        return "…"
    return clock(value) if value else ""


def _begins_later(form) -> bool:
    try:
        since = _read(form, "since")
    except ValidationError:
        return False
    return bool(since) and since > timezone.now()


def thing_of(form) -> str:
    """What the card holds: a story by its key, a package by its key after a p."""
    story, package = form["article"].value(), form["package"].value()
    return str(int(story)) if is_key(story) else f"p{int(package)}" if is_key(package) else ""


def place_of(form) -> int:
    value = form["position"].value()
    return int(value) if is_key(value) else 0


def choosable(user, language: str):
    """The stories of an edition that a user may put on a front, into a package or behind the bar: readers see them or will."""
    stories = Article.objects.visible_to(user).in_edition(language).without_texts()
    return stories.published() | stories.scheduled()


def found(stories, term: str, user) -> list[dict]:
    """The newest that hold the words; without words the newest of all."""
    sees_all = user.has_perm("people.see_protected_subject")
    rows = stories.containing(term, public=not sees_all).newest_first().with_listing_data()[:FOUND]
    return [{"story": story, "headline": story.public_title, "standing": _standing(story)} for story in rows]


def _standing(story):
    return format_html("{} {}", stage_word(story), clock(stage_time(story)))


def packages_found(term: str, language: str) -> list[dict]:
    """The packages whose headings hold the words; without words none, for whoever looks for a package knows of it."""
    rows = Package.objects.in_edition(language)
    rows = rows.named_like(term) if term else rows.none()
    return [{"package": row, "headline": row.public_heading or row.heading} for row in rows[:FOUND]]
