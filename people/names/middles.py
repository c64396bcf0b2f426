"""What stands between given and family name: the father's name, further names, initials of them.

Of two persons with one given and one family name it tells whether they may be one: what both have must agree, in order.
"""

import re
from itertools import product

from people.names.given_names import are_equal, are_known_apart
from people.names.likeness import SWAPS, VOWELS, allowance, distance
from people.names.parts import Parts

# What a patronymic may leave off its father's name (Ilya, Ilyich), or add to it (Amangeldi, Amangeldinovich).
LOOSE_END = re.compile(r"in$|[aeiou]+$")
# Sounds that cost no more than this open one name in two alphabets: Ганна, Hanna.
SAME_OPENING = 0.2
SHORTEST_NAME = 3


def middles_agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether each middle name of the shorter row has its partner in the longer one, in order; none agrees with any."""
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer)
    return all(any(_may_be_one(name, partner) for partner in rest) for name in shorter)


def middles_of(parts: Parts, between: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The words between given and family name, the father's name and the initials that stand for them."""
    initials = parts.initials if len(parts.words) > 1 else parts.initials[1:]
    return (*between, *filter(None, [parts.father]), *initials)


def _may_be_one(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST_NAME:
        return opens(one, other)
    if are_known_apart(one, other):
        return False
    pairs = product({one, LOOSE_END.sub("", one)}, {other, LOOSE_END.sub("", other)})
    return are_equal(one, other) or any(distance(*pair) <= allowance(*pair) for pair in pairs)


def opens(one: str, other: str) -> bool:
    """Whether an initial, as sounds, may stand for a name or another initial: И for Иван, but not for Юсуф."""
    initial, name = sorted((one, other), key=len)
    if "y" in (initial, name):
        return initial + name == "yy" or (initial == "y" and name[0] in "ei") or (name == "y" and initial in ("e", "i"))
    if not initial or initial[0] != name[0]:
        return len(initial) == 1 and SWAPS.get(initial + name[0], 1.0) <= SAME_OPENING
    if len(initial) > 1:
        return name.startswith(initial)
    return initial == name or initial != "i" or name[1] not in VOWELS
