"""Whether two words of a Slavic text stand in one case, as the words of one name do."""

import re

from people.detection.word_likeness import forms_of
from people.names.likeness import allowance, distance

FEMALE_FAMILY_NAME = re.compile(r"(?:[oe]v|in|[st]kaia)a?$")


def cases_agree(word: str, part: str, other: str, opposite: str, language: str) -> bool:
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


def _agree(left, right) -> bool:
    if left.is_oblique == right.is_oblique:
        return True
    if left.is_oblique:
        if FEMALE_FAMILY_NAME.search(right.sounds):
            return False  # Сашу Волкова увели: a man
        return left.is_feminine or right.sounds[-1:] in tuple("aeiou")
    return right.is_feminine or left.sounds[-1:] in tuple("eiou")
