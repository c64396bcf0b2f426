"""What a button of the front page screen does to the cards that stand in the form. Nothing is stored by it.

The form holds one row for each pinned card, in any order. Each button sends the whole form with what it asks for, so that the
screen works alike with and without a script.
"""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.models.frontpage import PLACES
from people.base.admin import is_key

PREFIX = "pins"
#: The name of the buttons; their value is a verb and numbers: "up:3", "move:5:1", "put:1204", "put:1204:2".
BUTTON = "_arrange"
#: No form of this screen has more rows.
MOST_ROWS = 40


@dataclass
class Cards:
    """The rows of the form by their places: ``places[0]`` is the lead's row, or None where the newest stands."""

    places: list[dict | None] = field(default_factory=lambda: [None] * PLACES)
    #: What was done, in words.
    said: str = ""

    def place_of(self, story: int) -> int:
        """0 where it is not pinned."""
        found = (place for place, row in enumerate(self.places, 1) if row and row["article"] == [str(story)])
        return next(found, 0)

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

    def put(self, story: int, place: int = 0) -> None:
        """Into that place, or the first free one; the cards from there on move to the next free place."""
        if here := self.place_of(story):
            self.move(here, place or here)
            return
        place = place or self.first_free()
        if not self.first_free():
            self.said = _("The front page is full: remove a card first.")
            return
        row = {"article": [str(story)]}
        if self.places[place - 1] is not None:
            after = [number for number in range(place, PLACES) if self.places[number] is None]
            before = [number for number in range(place) if self.places[number] is None]
            self.places.pop(after[0] if after else before[-1])
            self.places.insert(place - 1, row)
        else:
            self.places[place - 1] = row
        self.said = _("Now in place %(place)d.") % {"place": place}


def asked(data) -> str:
    """What a button asks for; empty when the form is to be saved."""
    return data.get(BUTTON, "")


def arranged(data) -> tuple[QueryDict, str]:
    """The form as it stands after what was asked, and what was done. What cannot be understood changes nothing."""
    cards = read(data)
    verb, *numbers = asked(data).split(":")
    numbers = [int(number) for number in numbers if is_key(number)]
    places = [number for number in (numbers[1:] if verb == "put" else numbers) if 1 <= number <= PLACES]
    if verb == "put" and numbers:
        cards.put(numbers[0], places[0] if places else 0)
    elif verb == "up" and places and places[0] > 1:
        cards.move(places[0], places[0] - 1)
    elif verb == "down" and places and places[0] < PLACES:
        cards.move(places[0], places[0] + 1)
    elif verb == "move" and len(places) == 2:
        cards.move(*places)
    elif verb == "remove" and places:
        cards.remove(places[0])
    return _written(data, cards), cards.said


def read(data) -> Cards:
    """A row whose place cannot be read, or is taken, stands in the next free one."""
    cards, unplaced = Cards(), []
    count = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    for number in range(min(int(count), MOST_ROWS) if is_key(count) else 0):
        start = f"{PREFIX}-{number}-"
        row = {name.removeprefix(start): data.getlist(name) for name in data if name.startswith(start)}
        place = row.pop("position", [""])[-1]
        if not any(row.get("article", [])) or row.get("DELETE"):
            continue
        if is_key(place) and 1 <= int(place) <= PLACES and cards.places[int(place) - 1] is None:
            cards.places[int(place) - 1] = row
        else:
            unplaced.append(row)
    for row in unplaced[: cards.places.count(None)]:
        cards.places[cards.first_free() - 1] = row
    return cards


def _written(data, cards: Cards) -> QueryDict:
    made = QueryDict(mutable=True)
    for name in data:
        if not name.startswith(f"{PREFIX}-"):
            made.setlist(name, data.getlist(name))
    rows = [(place, row) for place, row in enumerate(cards.places, 1) if row]
    made[f"{PREFIX}-TOTAL_FORMS"], made[f"{PREFIX}-INITIAL_FORMS"] = len(rows), 0
    for number, (place, row) in enumerate(rows):
        made[f"{PREFIX}-{number}-position"] = place
        for name, values in row.items():
            made.setlist(f"{PREFIX}-{number}-{name}", values)
    return made
