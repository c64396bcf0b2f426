"""What stands between and behind the two parts of a name in a text and tells its bearer from a namesake.

A father's name, an initial, "the younger" behind a hyphen, and "kyzy" or "uulu" in a case of its own.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from people.detection.words import HYPHENS, LONGEST_UNIT, SPACES, Unit, Word
from people.names.folding import sounds
from people.names.likeness import allowance, distance
from people.names.parts import (
    GENERATIONS,
    INITIAL,
    NUMBERED_GENERATIONS,
    SLAVIC_PATRONYMIC,
    SON_OR_DAUGHTER,
    TURKIC_PATRONYMIC,
)

# кызын, уулунун, qizining: what the word for son or daughter takes after its possessive ending.
CASED_SON_OR_DAUGHTER = re.compile(
    r"(?:ul[iu]|u+l[iu]|og[lh]?[iu]|ogl[iu]|ugl[iu]|[kqg][iu]z[iy])(?:n[iu]?n?g?|n?[ae]|n?d[aeo]n?|nan|ning?|ga|men|imen|dan)$"
)
PATRONYMIC_ENDING = re.compile(
    r"(?:i?[oe]vi[Cc]|[ia]vi[Cc]|i?[oe]vna|[ia]vna|iCna|icna|i[Cc]|uli|ulu|ogli|oglu|ugli|[kqg]izi|ov|ev|ova|eva)$"
)
# The younger and the elder behind a hyphen, beside those that comparison knows, as sounds.
YOUNGER = {
    "mladSi",
    "molodSi",
    "malodSi",
    "junior",
    "kiCi",
    "kisi",
    "kiSi",
    "kiCik",
    "kiciu",
    "kiCu",
    "kiciq",
    "hurd",
    "hurdi",
    "kuCuk",
    "jr",
    "jun",
}
ELDER = {
    "starSi",
    "stareiSi",
    "senior",
    "ulu",
    "uli",
    "katta",
    "kalon",
    "kaloni",
    "boiuk",
    "biuk",
    "ulken",
    "sr",
    "sen",
}
BEHIND_A_SPACE = {"jr", "junior", "sr", "senior", "mladSi", "starSi"}
GENERATION_BEHIND = re.compile(r"[ \u00a0]*,?[ \u00a0]*\(?|[‐‑-]")


@dataclass(frozen=True)
class Middle:
    """What a text has between given and family name: words as sounds, each with its readings, or initials."""

    words: tuple[tuple[str, ...], ...] = ()
    initials: tuple[str, ...] = ()
    behind: Unit | None = None
    """The patronymic, where it stands behind the family name."""

    def __bool__(self) -> bool:
        return bool(self.words or self.initials)

    def contradicts(self, recorded: str, language: str) -> bool:
        """Whether the recorded name has other words in the middle."""
        others = recorded_middle(recorded, language)
        if not others:
            return False
        if self.initials:
            firsts = [other[0] for other in others]
            return any(not is_initial_of(one, first) for one, first in zip(self.initials, firsts, strict=False))
        return not any(_are_near(reading, other) for readings in self.words for reading in readings for other in others)


@lru_cache(maxsize=4096)
def recorded_middle(text: str, language: str) -> tuple[str, ...]:
    """The stems of what a recorded name has beside its given and family name, initials as single sounds."""
    written = [word for word in text.replace(",", " ").replace("-", " ").split() if word]
    heard = [sounds(word, language).replace(" ", "") for word in written]
    pairs = [
        (word, token)
        for word, token in zip(written, heard, strict=True)
        if token and not SON_OR_DAUGHTER.fullmatch(token)
    ]
    if len(pairs) < 3:
        return ()
    patronymics = [
        token for _, token in pairs[1:] if SLAVIC_PATRONYMIC.search(token) or TURKIC_PATRONYMIC.search(token)
    ]
    middle = patronymics or [token[:1] if INITIAL.match(word) else token for word, token in pairs[1:-1]]
    return tuple(_stem(token) for token in middle)


def middle_of(name: list[Unit], after: Unit | None) -> Middle:
    """The middle of a name in a text; a patronymic may also stand behind (Сидоров Иван Петрович)."""
    units, behind = name[1:-1], None
    if after and after.follows_closely and _is_patronymic(after):
        units, behind = [*units, after], after
    return Middle(tuple(tuple(_stem(base.sounds) for base in unit.bases) for unit in units), (), behind)


def _is_patronymic(unit: Unit) -> bool:
    if len(unit.words) > 1 and not unit.last.is_capital:
        return any(SON_OR_DAUGHTER.search(base.sounds) for base in unit.bases)
    return any(SLAVIC_PATRONYMIC.search(base.sounds) or TURKIC_PATRONYMIC.search(base.sounds) for base in unit.bases)


def initials_behind(words: list[Word], number: int) -> list[Word]:
    """The initials that follow a word: V. in "Ivan V. Sidorov"."""
    found: list[Word] = []
    for word in words[number + 1 : number + 3]:
        after = words[word.number + 1] if word.number + 1 < len(words) else None
        is_dotted = word.text.endswith(".") or (after is not None and after.before.startswith("."))
        follows = SPACES.fullmatch(word.before.removeprefix(".") if found else word.before)
        if not (word.is_capital and INITIAL.match(word.text) and is_dotted and follows):
            break
        found.append(word)
    return found


def generation_behind(words: list[Word], number: int) -> str:
    """The younger or the elder, or II, as the words behind a name say."""
    after = words[number + 1] if number + 1 < len(words) else None
    if after is None or not GENERATION_BEHIND.fullmatch(after.before):
        return ""
    if after.text in NUMBERED_GENERATIONS:
        return after.text
    is_hyphenated = after.before in HYPHENS
    for base in after.bases:
        if is_hyphenated or base.sounds in BEHIND_A_SPACE:
            known = GENERATIONS.get(base.sounds)
            generation = known or ("junior" if base.sounds in YOUNGER else "senior" if base.sounds in ELDER else "")
            if generation:
                return generation
    return ""


def with_parentage(words: list[Word], units: list[Unit]) -> list[Unit]:
    """The units, a father's name and "kyzy" or "uulu" joined in every case of the latter."""
    joined = []
    for unit in units:
        after = words[unit.last.number + 1] if unit.last.number + 1 < len(words) else None
        cased = _cased_son_or_daughter(after) if after and len(unit.words) < LONGEST_UNIT else ""
        joined.append(_WithParentage([*unit.words, after], cased) if cased else unit)
    return joined


class _WithParentage(Unit):
    """A father's name with the word for son or daughter in some case."""

    def __init__(self, words: list[Word], nominative: str):
        super().__init__(words)
        head = "".join(word.sounds for word in words[:-1] if word.is_capital)
        self.bases = (words[-1].bases[0]._replace(sounds=head + nominative, is_oblique=True),)


def _cased_son_or_daughter(word: Word) -> str:
    """The nominative of кызын, уулуна; "" for other words."""
    if word.is_capital or len(word.text) > 10 or not SPACES.fullmatch(word.before):
        return ""
    found = CASED_SON_OR_DAUGHTER.fullmatch(word.sounds)
    if not found or SON_OR_DAUGHTER.fullmatch(word.sounds):
        return ""
    return "kizi" if word.sounds[0] in "kqg" else re.match(r"u+l[iu]|og[lh]?[iu]|ogl[iu]|ugl[iu]", word.sounds)[0]


def _stem(token: str) -> str:
    """A father's name without what makes it a patronymic."""
    return PATRONYMIC_ENDING.sub("", token) or token


def is_initial_of(letter: str, other: str) -> bool:
    heard = sounds(letter)[:1]
    return not heard or heard == other or {heard, other} in ({"i", "j"}, {"i", "e"}, {"i", "u"}, {"k", "q"}, {"c", "k"})


def _are_near(one: str, other: str) -> bool:
    if len(other) == 1 or len(one) == 1:
        return one[:1] == other[:1]
    return one == other or distance(one, other) <= max(allowance(one, other), 0.5)
