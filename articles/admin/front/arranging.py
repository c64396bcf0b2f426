"""What a button of the front page screen does to the cards that stand in the form. Nothing is stored by it.

The form holds one row for each pinned card, in any order. Each button sends the whole form with what it asks for, so that the
screen works alike with and without a script.
"""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.models.frontpage import PLACES
from people.base.admin import is_key
from people.base.stale import RefusesStale

PREFIX = "pins"
#: The name of the buttons; their value is a verb and numbers: "up:3", "move:5:1", "put:1204", "put:p7:2", where p7 is a package.
BUTTON = "_arrange"
#: No form of this screen has more rows.
MOST_ROWS = 40


@dataclass
class Cards:
    """The rows of the form by their places: ``places[0]`` is the lead's row, or None where the newest stands."""

    count: int = PLACES
    places: list[dict | None] = field(default_factory=list)
    #: What was done, in words.
    said: str = ""

    def __post_init__(self):
        self.places = self.places or [None] * self.count

    def place_of(self, thing: str) -> int:
        """0 where it is not pinned."""
        return next((place for place, row in enumerate(self.places, 1) if row and thing_in(row) == thing), 0)

    def first_free(self) -> int:
        """0 when the page is full."""
        return self.places.index(None) + 1 if None in self.places else 0

    def move(self, old: int, new: int) -> None:
        """The cards between the two places close up, as in a list."""
        if self.places[old - 1] and old != new:
            self.places.insert(new - 1, self.places.pop(old - 1))
            self.said = _("Now in place %(place)d.") % {"place": new}

    def remove(self, place: int) -> None:
        self.places[place - 1] = None
        self.said = _("Removed from place %(place)d: the newest story stands there.") % {"place": place}

    def put(self, thing: str, place: int = 0) -> None:
        """Into that place, or the first free one; the cards from there on move to the next free place."""
        if here := self.place_of(thing):
            self.move(here, place or here)
            return
        place = place or self.first_free()
        if not self.first_free():
            self.said = _("The front page is full: remove a card first.")
            return
        row = row_of(thing)
        if self.places[place - 1] is not None:
            after = [number for number in range(place, self.count) if self.places[number] is None]
            before = [number for number in range(place) if self.places[number] is None]
            self.places.pop(after[0] if after else before[-1])
            self.places.insert(place - 1, row)
        else:
            self.places[place - 1] = row
        self.said = _("Now in place %(place)d.") % {"place": place}


def thing_in(row: dict) -> str:
    """What a row pins: a story by its key, a package by its key after a p."""
    story, package = row.get("article", [""])[-1], row.get("package", [""])[-1]
    return story or (f"p{package}" if package else "")


def row_of(thing: str) -> dict:
    return {"package": [thing[1:]]} if thing.startswith("p") else {"article": [thing]}


def pin(pins, thing: str, place: int):
    """Lay a story or package in a place of what is pinned (articles.site.frontpage.Pins)."""
    kind = pins.packages if thing.startswith("p") else pins.stories
    kind[int(thing.removeprefix("p"))] = place


def is_thing(text: str) -> bool:
    return is_key(text.removeprefix("p"))


class ArrangedForm(RefusesStale):
    """A form with cards in it: a button that only moves one saves nothing."""

    def is_valid(self):
        return not asked(self.data) and super().is_valid()

    def clean(self):
        """What only moves a card is not compared either: the save still has to be."""
        return self.cleaned_data if asked(self.data) else super().clean()


def asked(data) -> str:
    """What a button asks for; empty when the form is to be saved."""
    return data.get(BUTTON, "")


def arranged(data, count: int = PLACES) -> tuple[QueryDict, str]:
    """The form as it stands after what was asked, and what was done. What cannot be understood changes nothing."""
    cards = read(data, count)
    verb, *asked_for = asked(data).split(":")
    thing = asked_for.pop(0) if verb == "put" and asked_for else ""
    places = [int(number) for number in asked_for if is_key(number) and 1 <= int(number) <= count]
    if is_thing(thing):
        cards.put(thing, places[0] if places else 0)
    elif verb == "up" and places and places[0] > 1:
        cards.move(places[0], places[0] - 1)
    elif verb == "down" and places and places[0] < count:
        cards.move(places[0], places[0] + 1)
    elif verb == "move" and len(places) == 2:
        cards.move(*places)
    elif verb == "remove" and places:
        cards.remove(places[0])
    return written(data, cards.places), cards.said


def rows_in(data) -> list[tuple[str, dict]]:
    """(place as it was sent, row) of each row that pins something."""
    count, found = data.get(f"{PREFIX}-TOTAL_FORMS", ""), []
    for number in range(min(int(count), MOST_ROWS) if is_key(count) else 0):
        start = f"{PREFIX}-{number}-"
        row = {name.removeprefix(start): data.getlist(name) for name in data if name.startswith(start)}
        place = row.pop("position", [""])[-1]
        if thing_in(row) and not row.get("DELETE"):
            found.append((place, row))
    return found


def read(data, count: int = PLACES) -> Cards:
    """A row whose place cannot be read, or is taken, stands in the next free one."""
    cards, unplaced = Cards(count), []
    for place, row in rows_in(data):
        if is_key(place) and 1 <= int(place) <= count and cards.places[int(place) - 1] is None:
            cards.places[int(place) - 1] = row
        else:
            unplaced.append(row)
    for row in unplaced[: cards.places.count(None)]:
        cards.places[cards.first_free() - 1] = row
    return cards


def written(data, places: list) -> QueryDict:
    """The form with these rows in these places."""
    made = QueryDict(mutable=True)
    for name in data:
        if not name.startswith(f"{PREFIX}-"):
            made.setlist(name, data.getlist(name))
    rows = [(place, row) for place, row in enumerate(places, 1) if row]
    made[f"{PREFIX}-TOTAL_FORMS"], made[f"{PREFIX}-INITIAL_FORMS"] = len(rows), 0
    for number, (place, row) in enumerate(rows):
        made[f"{PREFIX}-{number}-position"] = place
        for name, values in row.items():
            made.setlist(f"{PREFIX}-{number}-{name}", values)
    return made
