"""What readers see of any text: what somebody wrote, with the protected names in it replaced.

The one place that asks ``people.naming.hiding`` for texts other than stories and pictures: sections, topics, standing pages,
descriptions, roles, and names of organisations and places.
"""

import re
from dataclasses import dataclass
from functools import lru_cache, reduce

from django.db.models import Q

from people.names import fold, plain_fold
from people.names.languages import guess_language
from people.naming.hiding import Mask, masks_in, may_hold, protected_names

#: Raise it when names are recognised by other rules: after the upgrade all public texts are then derived anew.
RULES = 1
#: Letters that one and the same name is typed without or with another for: ё, and whatever stands for an apostrophe.
WRITTEN_OTHERWISE = re.compile("[её'’‘ʻʼ`´ʹ]")

__all__ = ["RULES", "Reading", "may_be_in_name", "may_hold", "protected_names", "public_text", "reading", "tells"]


@dataclass(frozen=True)
class Reading:
    """How readers see the lines of one row."""

    masks: tuple[Mask, ...] = ()

    def __call__(self, line: str) -> str:
        return reduce(lambda text, mask: mask.apply(text), self.masks, line)

    def replacements(self, text: str) -> list[tuple[int, int, str]]:
        """What to print where: (start, end, label)."""
        return [(*place, mask.label) for mask in self.masks for place in mask.places(text)]

    def keeps_link(self, href: str) -> bool:
        return bool(href) and not any(mask.hides_link(href) for mask in self.masks)


def reading(everything: str, language: str = "", tagged=(), protected=None) -> Reading:
    """How readers see the lines of a row that says ``everything``: a full name in any line tells whom the others mean.

    ``tagged``: the numbers of the subjects that the row is about. ``protected``: what ``protected_names()`` said, for a
    caller that asks for many rows.
    """
    protected, folded = protected_names() if protected is None else protected, plain_fold(everything)
    near = {
        subject: names
        for subject, names in protected.items()
        if subject.pk in tagged or any(_part(name.text) in folded for name in names)
    }
    return Reading(tuple(masks_in(everything, language or guess_language(everything), tagged, near)) if near else ())


def public_text(text: str, language: str = "", tagged=(), protected=None) -> str:
    """The text as readers see it."""
    return reading(text, language, tagged, protected)(text)


def tells(text: str, language: str, names) -> bool:
    """Whether the text holds a word of one of the names, in any script; in doubt it does.

    Asked of what the newsroom says of a protected subject itself: such a text is held back as a whole.
    """
    if not (names := list(names)):
        return False
    plain, sounded = plain_fold(text), f" {fold(text, language)}"
    written = {_begun(word) for name in names for word in plain_fold(name.text).split() if len(word) > 2}
    heard = {f" {_begun(word)}" for name in names for word in fold(name.text, name.language).split() if len(word) > 2}
    return any(word in plain for word in written) or any(word in sounded for word in heard)


def may_be_in_name(subject) -> Q:
    """Which names of others may hold one of the subject's: by their folded keys, which all scripts share."""
    found = Q()
    for name in subject.names.all():
        if word := max(name.folded.split(), key=len, default=""):
            found |= Q(folded__contains=_begun(word))
    return found


def _begun(word: str) -> str:
    """The word without its last letter, which cases change."""
    return word[: max(3, len(word) - 1)]


@lru_cache(maxsize=16_384)
def _part(name: str) -> str:
    """What stands in each text that the name's mask could change, as in ``may_hold``."""
    parts = (part for word in plain_fold(name).split() for part in WRITTEN_OTHERWISE.split(_begun(word)))
    return max(parts, key=len, default="")
