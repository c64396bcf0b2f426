"""Whether two words of a Slavic text stand in one case, as the words of one name do."""

import re

from people.detection.matching import cases_agree
from people.detection.word_likeness import forms_of
from people.names.inflection import Base
from people.names.likeness import allowance, distance

FEMALE_FAMILY_NAME = re.compile(r"(?:[oe]v|in|[st]kaia)a?$")


def words_agree(word: str, part: str, other: str, opposite: str, language: str) -> bool:
    """Саша Петренкова is not Саша Петренков. ``part`` and ``opposite``: what the words are taken for, as sounds."""
    pairs = [
        (left, right)
        for left in forms_of(word, language)
        if _are_alike(left.sounds, part)
        for right in forms_of(other, language)
        if _are_alike(right.sounds, opposite)
    ]
    return not pairs or any(_agree(left, right) for left, right in pairs)


def _are_alike(base: str, part: str) -> bool:
    return distance(base, part) <= allowance(base, part)


def _agree(left: Base, right: Base) -> bool:
    is_a_man_s = left.is_oblique and not right.is_oblique and FEMALE_FAMILY_NAME.search(right.sounds)
    return not is_a_man_s and cases_agree(left, right, slavic=True)  # Сашу Волкова увели
