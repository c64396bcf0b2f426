"""What readers see of any text: what somebody wrote, with the protected names in it replaced.

The one place that asks ``people.naming.hiding`` for texts other than stories and pictures: sections, topics, standing pages,
descriptions, roles, and names of organisations and places.
"""

from dataclasses import dataclass

from django.db.models import Q

from people.names.languages import guess_language
from people.naming.hiding import Masks, Protected, masks_in, masks_of_all, may_be_in_text, protected_names

#: Raise it when names are recognised by other rules: after the upgrade all public texts are then derived anew.
RULES = 3

__all__ = ["RULES", "Reading", "may_be_in_name", "may_be_in_text", "protected_names", "public_text", "reading", "tells"]


@dataclass(frozen=True)
class Reading:
    """How readers see the lines of one row; without masks as they were written."""

    masks: Masks | None = None

    def __call__(self, line: str) -> str:
        return self.masks.apply(line) if self.masks else line

    def replacements(self, text: str) -> list[tuple[int, int, str]]:
        """What to print where: (start, end, label)."""
        return self.masks.places(text) if self.masks else []

    def keeps_link(self, href: str) -> bool:
        return bool(href) and not (self.masks is not None and self.masks.hides_link(href))


def reading(everything: str, language: str = "", tagged=(), protected: Protected | None = None) -> Reading:
    """How readers see the lines of a row that says ``everything``: a full name in any line tells whom the others mean.

    ``tagged``: the numbers of the subjects that the row is about. ``protected``: what ``protected_names()`` said, for a
    caller that asks for many rows.
    """
    protected = protected_names() if protected is None else protected
    if not protected:
        return Reading()
    return Reading(masks_in(everything, language or guess_language(everything), tagged, protected, confirmed=()))


def public_text(text: str, language: str = "", tagged=(), protected: Protected | None = None) -> str:
    """The text as readers see it."""
    return reading(text, language, tagged, protected)(text)


def tells(text: str, language: str, names) -> bool:
    """Whether the text holds a word of one of the names, in any script; in doubt it does.

    Asked of what the newsroom says of a protected subject itself: such a text is held back as a whole.
    """
    hidden = Protected(names)
    return bool(hidden) and masks_of_all(hidden, language or guess_language(text)).may_tell(text)


def may_be_in_name(subject) -> Q:
    """Which names of others may hold one of the subject's: by their folded keys, which all scripts share."""
    found = Q()
    for name in subject.names.all():
        if word := max(name.folded.split(), key=len, default=""):
            found |= Q(folded__contains=word[: max(3, len(word) - 1)])
    return found
