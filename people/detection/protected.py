"""The names that readers must not see, taken apart into the words by which a text may give them away."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from people.base.transliteration import INVISIBLE
from people.detection.other_stems import forms_with_other_stem
from people.detection.outlines import Outline
from people.detection.skeletons import shapes_of
from people.detection.word_likeness import ARABIC, price_of, shapes_in, sounds_of, without_vowel_signs
from people.names.arabic import ONE_LETTER
from people.names.comparison import FAMILY_ENDINGS, RUSSIAN_ENDING, RUSSIAN_ENDINGS, SHORTEST_ROOT
from people.names.given_names import CLEAR_COMPOUND_ENDS, MAIN_FORM_OF, MAIN_FORM_OF_ARABIC, SHORT_FOR, may_be_given
from people.names.parts import (
    ARTICLE,
    GENERATIONS,
    INITIAL,
    PARTICLES,
    SET_ASIDE,
    SLAVIC_PATRONYMIC,
    SON_OR_DAUGHTER,
    TITLES,
    TURKIC_PATRONYMIC,
)
from people.names.readings import CHINESE_WORD, pinyin_of

HYPHEN = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
SHORTEST_HALF = 3
LONGEST_ENDING = 10
MOST_REMEMBERED = 50_000
SHORT_FORM_COST = 0.2
PINYIN_COST = 0.1
OTHER_ENDING_COST = 0.3
FORMS_OF: dict[str, set[str]] = defaultdict(set)
for _form, _main in MAIN_FORM_OF.items():
    FORMS_OF[_main].add(_form)
SHORT_FORMS_OF: dict[str, set[str]] = defaultdict(set)
for _form, _full in SHORT_FOR.items():
    for _name in _full:
        SHORT_FORMS_OF[_name].add(_form)
JOINED = -1
MIDDLE = -2


class ProtectedName(NamedTuple):
    """One spelling that may not be shown."""

    subject: int
    kind: str
    text: str
    language: str = ""


class Part(NamedTuple):
    """A word of a protected name, as sounds."""

    sounds: str
    subject: int
    name: int
    """The number of the name that it is a word of."""
    position: int
    """Which word of its name it is; MIDDLE for a father's name, JOINED for a whole name written as one word."""
    cost: float = 0.0
    """What it costs that this is another form of the word: a short form, or the name as another language has it."""
    is_bare: bool = False
    """Whether it is recorded in a script that leaves short vowels out."""


class ProtectedIndex:
    """Parts of protected names by their shapes. Built once for the same names, see `index_of`."""

    def __init__(self, names: tuple[ProtectedName, ...]):
        self.names = names
        self.parts: dict[str, list[Part]] = defaultdict(list)
        self.lengths: list[int] = []
        self.middles: list[str] = []
        self.last = [0] * len(names)
        self._weighed: dict[tuple[str, str], list[tuple[Part, float]]] = {}
        self._alike: dict[Part, tuple[str, ...]] = {}
        self.of_subject: dict[int, list[Part]] = defaultdict(list)
        for number, name in enumerate(names):
            is_bare = bool(ARABIC.search(name.text))
            for part in dict.fromkeys(self._parts_of(number, name)):
                part = part._replace(is_bare=is_bare)
                self.of_subject[name.subject].append(part)
                readings = without_vowel_signs(part.sounds) if is_bare else (part.sounds,)
                for shape in dict.fromkeys(shape for known in readings for shape in shapes_of(known)):
                    self.parts[shape].append(part)
        self.longest = max(map(len, self.parts), default=0)
        self.alike_at = {shape: list(dict.fromkeys(map(_alike, parts))) for shape, parts in self.parts.items()}

    def written_alike(self, part: Part) -> tuple[str, ...]:
        """Those forms of the word that have the same consonants: Вера beside Віра, Орёл beside Орла."""
        if part in self._alike:
            return self._alike[part]
        shape = shapes_of(part.sounds)[0]
        alike = [
            known.sounds
            for known in self.of_subject[part.subject]
            if (known.name, known.position) == (part.name, part.position) and shapes_of(known.sounds)[0] == shape
        ]
        self._alike[part] = tuple(dict.fromkeys(alike))
        return self._alike[part]

    def beginnings(self, shapes: tuple[str, ...]) -> Iterable[str]:
        """The shapes of parts with which a word with these shapes begins."""
        seen = set()
        for shape in shapes:
            for length in range(min(len(shape), self.longest), 0 if shape else -1, -1):
                if (beginning := shape[:length]) in self.parts and beginning not in seen:
                    seen.add(beginning)
                    yield beginning

    def weighed(self, word: str, language: str) -> list[tuple[Part, float]]:
        """The parts that a word may be, with what it costs to read it so. Remembered: texts share their words."""
        known = self._weighed.get((word, language))
        if known is None:
            if len(self._weighed) > MOST_REMEMBERED:
                self._weighed.clear()
            known = self._weighed[word, language] = list(self._weigh(word, language))
        return known

    def _weigh(self, word: str, language: str) -> Iterable[tuple[Part, float]]:
        """Each part with its price; parts that sound alike have one."""
        length, outline, prices = len(sounds_of(word, language)), Outline(word, language), {}
        for beginning in self.beginnings(shapes_in(word, language)):
            alike = self.alike_at[beginning]
            for one in alike:
                if one in prices:
                    continue
                sounds, is_bare = one
                is_near = abs(length - len(sounds)) <= LONGEST_ENDING and (is_bare or outline.may_be(sounds))
                prices[one] = price_of(word, language, sounds, is_bare) if is_near else None
            if any(prices[one] is not None for one in alike):
                for part in self.parts[beginning]:
                    if (price := prices[_alike(part)]) is not None:
                        yield part, price

    def _parts_of(self, number: int, name: ProtectedName) -> Iterable[Part]:
        words, middles = _words_of(name)
        yield from _in_pinyin(number, name, len(words))
        self.lengths.append(len(words))
        self.middles.append(middles[0] if middles else "")
        self.last[number] = len(words) - 1
        for position, (word, *halves) in enumerate(words):
            yield Part(word, name.subject, number, position)
            for half in halves:
                yield Part(half, name.subject, number, position)
            if name.kind == "person":
                for other, cost in _other_forms(word):
                    yield Part(other, name.subject, number, position, cost)
                if position and position == len(words) - 1:
                    for other in _other_endings(word):
                        yield Part(other, name.subject, number, position, OTHER_ENDING_COST)
        for middle in middles:
            yield Part(middle, name.subject, number, MIDDLE)
        if name.kind == "person" and len(words) > 1:
            first, last = words[0][0], words[-1][0]
            yield Part(first + last, name.subject, number, JOINED)
            yield Part(last + first, name.subject, number, JOINED)
            for half in words[-1][1:]:
                yield Part(words[0][0] + half, name.subject, number, JOINED)


def _alike(part: Part) -> tuple[str, bool]:
    """What the price of a part depends on."""
    return part.sounds, part.is_bare


def _in_pinyin(number: int, name: ProtectedName, length: int) -> Iterable[Part]:
    """What a Chinese name that is recorded in Russian is in Latin letters: Ван Сяохун, Wang Xiaohong."""
    words = name.text.lower().replace("ё", "е").split()
    if name.kind != "person" or len(words) != length or length < 2 or not all(map(CHINESE_WORD.fullmatch, words)):
        return
    written = [sounds_of(pinyin_of(word), "") for word in words]
    for position, word in enumerate(written):
        yield Part(word, name.subject, number, position, PINYIN_COST)
    yield Part("".join(written), name.subject, number, JOINED, PINYIN_COST)


def _other_endings(family: str) -> list[str]:
    """A Turkic family name with or without its Russian ending, as ``has_left_ending`` compares them: Muratbai, Muratov."""
    root = RUSSIAN_ENDING.sub("", family)
    if root != family:
        plain = [root] if may_be_given(root) else []
        return [*plain, *(f"{root}{end}" for end in CLEAR_COMPOUND_ENDS)] if len(root) >= SHORTEST_ROOT else []
    if family.endswith(FAMILY_ENDINGS) or not may_be_given(family):
        return []
    stems = {family, *(family.removesuffix(end) for end in CLEAR_COMPOUND_ENDS)}
    return [f"{stem}{end}" for stem in sorted(stems) if len(stem) >= SHORTEST_ROOT for end in RUSSIAN_ENDINGS]


@lru_cache(maxsize=64)
def index_of(names: tuple[ProtectedName, ...]) -> ProtectedIndex:
    return ProtectedIndex(names)


def _words_of(name: ProtectedName) -> tuple[list[tuple[str, ...]], list[str]]:
    """The words that tell whom the name means, each with its halves; and the fathers' names."""
    text = INVISIBLE.sub("", SET_ASIDE.sub(" ", name.text))
    head, comma, tail = text.partition(",")
    written = HYPHEN.sub("-", f"{tail} {head}" if comma else head).split()
    words, middles = [], []
    for word in written:
        whole = sounds_of(ARTICLE.sub("", word).replace("-", ""), name.language)
        if (
            not whole
            or (INITIAL.match(word) and not (len(written) == 2 and len(word) == 1))
            or whole in TITLES
            or whole in GENERATIONS
        ):
            continue
        if name.kind == "person" and SON_OR_DAUGHTER.fullmatch(whole) and words:
            middles.append(words.pop()[0])
            continue
        if name.kind == "person" and whole in PARTICLES and len(written) > 2:  # Ван Сяохун has no particle
            continue
        halves = [sounds_of(half, name.language) for half in word.split("-")] if "-" in word else []
        if name.kind == "person" and not halves:
            halves = [sounds_of(form, name.language) for form in forms_with_other_stem(word)]
        halves += [sounds_of(form, name.language) for form in _written_otherwise(word)]
        words.append((whole, *(half for half in halves if len(half) >= SHORTEST_HALF and half != whole)))
    if name.kind == "person":
        words = _without_patronymic(words, middles)
    if len(words) < 2 and middles:
        words += [(middle,) for middle in middles]
        middles = []
    return words or [(sounds_of(name.text, name.language),)], middles


def _written_otherwise(word: str) -> list[str]:
    """An Arabic word without its article, and a Tajik one by a keyboard that has no ҷ."""
    plain = word.lower()
    forms = [plain.replace("ҷ", "ч")] if "ҷ" in plain else []
    if plain.startswith("ال") and len(plain) > SHORTEST_HALF + 2:
        forms.append(plain[2:])
    return forms + [MAIN_FORM_OF_ARABIC[form] for form in (plain.translate(ONE_LETTER),) if form in MAIN_FORM_OF_ARABIC]


def _without_patronymic(words, middles):
    for position in range(len(words) - 1, 0, -1):
        word = words[position][0]
        if len(words) > 2 and (SLAVIC_PATRONYMIC.search(word) or TURKIC_PATRONYMIC.search(word)):
            middles.append(word)
            return words[:position] + words[position + 1 :]
    return words


def _other_forms(word: str) -> Iterable[tuple[str, float]]:
    """The same given name in other languages, its short forms, and what it may be short for."""
    main = MAIN_FORM_OF.get(word)
    same = FORMS_OF.get(main, set()) - {word}
    for form in sorted(same):
        yield form, 0.1
    whole = {word, main} - {None} | same
    short = set().union(*(SHORT_FORMS_OF.get(full, ()) for full in whole)) | SHORT_FOR.get(word, set())
    for form in sorted(short - whole):
        yield form, SHORT_FORM_COST
