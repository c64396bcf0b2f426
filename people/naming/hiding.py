"""Names that readers must not see are replaced in what readers see, never in what the editor wrote.

A subject whose exposure is narrower than its name appears in stories under its public label: every recorded spelling that
may not be shown is replaced, with the endings that cases add. A story that is tagged with a namesake who may be named is
left alone.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from people.base.transliteration import make_slug
from people.models import Exposure, Name, Subject
from people.names import fold, plain_fold

ENDING = r"[^\W\d_]{0,4}"  # the longest case endings of the region's languages: -ларының is rare on names, -овым is not
SOFT_ENDS = "аяйьоеёиыуюэіїaeiouy"
#: Letters that one and the same name is typed with: ё without its dots, and whatever stands for an apostrophe.
UNLIKE = re.compile("[её'’‘ʻʼ`´ʹ]")
LIKE = dict.fromkeys("её", "[её]") | dict.fromkeys("'’‘ʻʼ`´ʹ", "['’‘ʻʼ`´ʹ]?")


@dataclass(frozen=True)
class Mask:
    """One protected subject in one story: what to look for, and what stands in its place."""

    pattern: re.Pattern
    label: str
    slugs: frozenset[str]

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the text holds what is hidden: (start, end) of each stretch."""
        return [match.span() for match in self.pattern.finditer(text) if match["hidden"]]

    def apply(self, text: str) -> str:
        return self.pattern.sub(lambda match: self.label if match["hidden"] else match[0], text)

    def hides_link(self, href: str) -> bool:
        return any(slug in href.lower() for slug in self.slugs)


def masks_in(text: str, language: str, tagged, protected=None) -> list[Mask]:
    """The masks for a text about the subjects ``tagged`` (their numbers): a story's, or that below a picture."""
    protected = protected_names() if protected is None else protected
    if not protected:
        return []
    tagged = set(tagged)
    shown = list(Name.objects.filter(subject__in=tagged, subject__exposure=Exposure.NAMED, subject__is_held=False))
    return [
        _mask(subject, names, shown, language)
        for subject, names in protected.items()
        if subject.pk in tagged or _is_named_in(text, names, shown)
    ]


def may_hold(subject) -> Q:
    """By the plain part of each name's longest word."""
    found = Q()
    for name in subject.names.all():
        parts = [part for word in plain_fold(name.text).split() for part in UNLIKE.split(_stem(word))]
        if part := max(parts, key=len, default=""):
            found |= Q(folded__contains=part)
    return found


def protected_names() -> dict[Subject, list[Name]]:
    """The names that readers must not see, by the subject that bears them."""
    hidden = Name.objects.exclude(subject__exposure=Exposure.NAMED).select_related("subject")
    names = defaultdict(list)
    for name in hidden:
        shown = name.subject.exposure == Exposure.ALIAS and name.kind == Name.Kind.PEN_NAME
        if not (shown and name.visibility == Name.Visibility.PUBLIC):
            names[name.subject].append(name)
    return names


def _is_named_in(text: str, names, shown) -> bool:
    """Whether the text holds a full name, and the story is not tagged with a namesake who may be named."""
    full = [name for name in names if len(name.text.split()) > 1]
    namesakes = {name.folded for name in shown}
    return not namesakes & {name.folded for name in full} and any(
        _one_of([name.text]).search(text) for name in full if name.text
    )


def _mask(subject, names, shown, language) -> Mask:
    hidden = {name.text for name in names}
    if subject.kind == "person":
        hidden |= {word for name in names for word in name.text.split() if len(word) > 2}
    keys = {name.folded for name in names}
    kept = {name.text for name in shown if len(name.text.split()) > 1 and name.folded not in keys}
    slugs = {
        make_slug(text, code) for text in hidden for code in {"", *(name.language for name in names)} if fold(text)
    }
    return Mask(_one_of(hidden, kept), subject.label_in(language), frozenset(slug for slug in slugs if len(slug) > 4))


def _one_of(hidden, kept=()) -> re.Pattern:
    """Any of the names, longest first, as whole words in any case of letters, with a case ending on each word.

    Names ``kept`` are passed over as a whole, so that the brother keeps the family name that both bear.
    """
    keep, hide = _alternatives(kept), _alternatives(hidden)
    keep = f"(?:{keep})|" if keep else ""
    return re.compile(rf"(?<!\w)(?:{keep}(?P<hidden>{hide}))(?!\w)", re.IGNORECASE)


def _alternatives(texts) -> str:
    ordered = sorted(texts, key=len, reverse=True)
    return "|".join(r"[\s-]+".join(_word(word) for word in text.split()) for text in ordered)


def _word(word: str) -> str:
    letters = "".join(LIKE.get(letter.casefold()) or re.escape(letter) for letter in _stem(word))
    return letters + ENDING if len(word) > 3 else letters


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1].casefold() in SOFT_ENDS else word
