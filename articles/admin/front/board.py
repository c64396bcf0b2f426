"""What the front page screen shows: each place with the story that readers find there, and what else could stand there."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.stages import shown_title, stage_sentence, stage_time, stage_word
from articles.models import Article
from articles.models.frontpage import PLACES
from articles.site import frontpage
from people.base.admin import is_key
from people.base.clock import clock

#: So many stories answer a search.
FOUND = 12


@dataclass
class Slot:
    """One place. ``story`` is the card in it; ``meanwhile`` what readers find there as long as they do not see that story."""

    place: int
    form: object = None
    story: Article | None = None
    meanwhile: Article | None = None
    headline: str = ""
    standing: str = ""
    is_secret: bool = False
    #: When the card ends, in words; a time that cannot be read is mended in the box.
    until: str = ""

    @property
    def is_pinned(self) -> bool:
        return self.form is not None

    @property
    def is_lead(self) -> bool:
        return self.place == 1

    @property
    def is_last(self) -> bool:
        return self.place == PLACES


def slots_of(forms, language: str, user) -> tuple[list[Slot], list]:
    """The places as the forms of the cards say, and the sections that follow with their newest stories."""
    cards = {key: form for form in forms if (key := story_of(form))}
    pins = {key: place for key, form in cards.items() if (place := place_of(form))}
    page = frontpage.compose(language, pins=pins)
    slots = [Slot(place, story=story) for place, story in enumerate(page["places"], 1)]
    stories = Article.objects.filter(pk__in=cards).with_listing_data()
    visible = set(stories.visible_to(user).values_list("pk", flat=True))
    for story in list(stories)[:PLACES]:
        slot = _lay(slots, story, pins.get(story.pk), cards[story.pk])
        if story.pk in visible:
            slot.headline = story.public_title or shown_title(story, user)
            slot.standing = "" if story.is_public else stage_sentence(story, user)
        else:
            slot.headline, slot.is_secret = _("A story that you may not see"), True
    return slots, page["blocks"]


def _lay(slots, story, place, form) -> Slot:
    """The place with the card laid in it: where two have the same, the second takes one that holds none."""
    slot = slots[place - 1] if place else None
    if slot is None or slot.is_pinned:
        slot = next(slot for slot in slots if not slot.is_pinned)
    if slot.story != story:
        slot.meanwhile = slot.story
    slot.form, slot.story, slot.until = form, story, _until(form)
    return slot


def _until(form) -> str:
    """Of what is stored, or stands in the boxes."""
    value = form["until"].value()
    if isinstance(value, list):
        try:
            value = form.fields["until"].clean(value)
        except ValidationError:
            return "…"
    return clock(value) if value else ""


def story_of(form) -> int:
    value = form["article"].value()
    return int(value) if is_key(value) else 0


def place_of(form) -> int:
    value = form["position"].value()
    return int(value) if is_key(value) and 1 <= int(value) <= PLACES else 0


def choosable(user, language: str):
    """The stories of an edition that a user may pin: those that readers see, and those that they will see."""
    stories = Article.objects.visible_to(user).in_edition(language).without_texts()
    return stories.published() | stories.scheduled()


def found(stories, term: str, user) -> list[dict]:
    """The newest that hold the words; without words the newest of all."""
    sees_all = user.has_perm("people.see_protected_subject")
    rows = stories.containing(term, public=not sees_all).newest_first().with_listing_data()[:FOUND]
    return [{"story": story, "headline": story.public_title, "standing": _standing(story)} for story in rows]


def _standing(story):
    return format_html("{} {}", stage_word(story), clock(stage_time(story)))
