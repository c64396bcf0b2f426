"""What a program may ask of a list: filters, how many, and from where on. What is not understood is refused in a sentence."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.utils import timezone

USUAL, MOST = 20, 100
LONGEST = 2000
YEARS = range(1900, 2201)
CURSOR = signing.Signer(salt="articles.site.api.cursor")
#: Parameters of every list.
PAGING = ("limit", "cursor")


class Refused(Exception):
    """What was asked cannot be answered; the sentence says why."""


@dataclass
class Asked:
    """One request for a list, understood as far as it needs no database."""

    what: str
    given: dict[str, str]
    limit: int
    #: Behind which place of the list the answer begins.
    behind: list | None

    @classmethod
    def read(cls, data, what: str, filters: tuple[str, ...]):
        given = {}
        for name in data:
            if name not in (*filters, *PAGING):
                known = ", ".join((*filters, *PAGING))
                raise Refused(f"There is no parameter of that name here. Those that there are: {known}.")
            values = data.getlist(name)
            if len(values) > 1 or len(values[0]) > LONGEST or "\0" in values[0]:
                raise Refused(f"The parameter {name} takes one value, of at most {LONGEST} characters.")
            given[name] = values[0].strip()
        limit, cursor = given.pop("limit", ""), given.pop("cursor", "")
        given = {name: value for name, value in given.items() if value}
        asked = cls(what, given, _limit(limit), None)
        asked.behind = asked._place(cursor) if cursor else None
        return asked

    @property
    def _list(self) -> list:
        """Which list it is: a cursor of another one leads nowhere in it."""
        return [self.what, [list(pair) for pair in sorted(self.given.items())]]

    def cursor(self, place: list) -> str:
        return CURSOR.sign_object([self._list, place])

    def _place(self, cursor: str) -> list:
        try:
            of, place = CURSOR.unsign_object(cursor)
        except (signing.BadSignature, ValueError):
            raise Refused(CURSOR_REFUSED) from None
        if of != self._list:
            raise Refused(CURSOR_REFUSED)
        return place

    def language(self) -> str:
        """One edition; nothing stands for all."""
        code = self.given.get("language", "")
        if code and code not in settings.EDITIONS:
            raise Refused(
                f"There is no edition in that language. Those that there are: {', '.join(settings.EDITIONS)}."
            )
        return code

    def moment(self, name: str) -> datetime.datetime | None:
        """A day, from its beginning in the newsroom's zone, or a time."""
        text = self.given.get(name, "")
        if not text:
            return None
        try:
            # A plus sign that was not encoded arrives as a space.
            moment = datetime.datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        except ValueError:
            moment = None
        if moment is None or moment.year not in YEARS:
            raise Refused(f"The parameter {name} is a day or a time, such as 2026-05-31 or 2026-05-31T12:00:00Z.")
        aware = moment if moment.tzinfo else timezone.make_aware(moment)
        return aware.astimezone(datetime.UTC)  # a zone may be a part of a second away, and databases know none such


CURSOR_REFUSED = (
    "This cursor is not one of this list: take it from “next” as it is, with the same filters, or begin without it."
)


def _limit(text: str) -> int:
    if not text:
        return USUAL
    if not (text.isascii() and text.isdecimal() and len(text) < 5 and 1 <= int(text) <= MOST):
        raise Refused(f"The parameter limit is a number from 1 to {MOST}.")
    return int(text)
