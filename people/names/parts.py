"""The parts of a person's name: what compares, and what is set aside before two names are compared.

Set aside: titles, Arabic and European particles. Kept: every other word in its order, initials, the father's name of a
patronymic (Slavic -ovich, Turkic -uly, X qizi), and the generation (Sr., Jr.), which makes two people of one name.
"""

import re
from dataclasses import dataclass

from people.names.folding import sounds

# As sounds, so that one row serves every alphabet: Jr., младший, kenja; Sr., старший, үлкен.
GENERATIONS = {
    **dict.fromkeys(("jr", "junior", "mladshi", "ml", "molodshi", "malodshi", "kishi", "kicik", "fils"), "junior"),
    **dict.fromkeys(("sr", "senior", "starshi", "st", "ulken", "kata", "pere"), "senior"),
}
NUMBERED_GENERATIONS = {"II", "III", "IV"}
TITLES = {"mr", "mrs", "ms", "dr", "prof", "gospodin", "gospozha", "pan", "pani"}
PARTICLES = {"al", "el", "ul", "ibn", "bin", "bint", "ben", "von", "van", "der", "de", "da", "di", "du", "la", "ad"}
# Son of and daughter of, as words of their own: uly, uulu, oʻgʻli, oglu, ogly; kyzy, qizi, qızı, gyzy.
SON_OR_DAUGHTER = re.compile(r"(ul[iu]|og[lh]?[iu]|ogl[iu]|ugl[iu]|[kqg][iu]z[iy]?)$")
# Slavic patronymics: -ovich, -evich, -ovych, -avich, -ovna, -evna, -ivna, -auna, -ichna, -ich after l or m (Ilyich, Fomich).
SLAVIC_PATRONYMIC = re.compile(r"([oeai]vi[Cc]|[oeai]vna|i[Cc]na|(?<=[lm])i[Cc])$")
TURKIC_PATRONYMIC = re.compile(r"(?<=.{3})(uli|ulu|ogli|oglu|ugli|[kqg]izi)$")

SET_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[«»“”\"„]")
ARTICLE = re.compile(r"^(?:a[dlnrstz]|el|ul|а[днрс]|аль|эль)[-‐‑](?=\w)", re.IGNORECASE)
INITIAL = re.compile(r"^(?:[^\W\d_]\.?|(?:[^\W\d_]{1,2}\.)+)$")
# What makes a patronymic of the father's name.
PATRONYMIC_ENDING = re.compile(
    r"(?:i?[oea]vi[Cc]|i?[oea]vna|i[vu]na|auna|iC?na|icna|i[Cc]|ul[iu]|ogl[iu]|ugl[iu]|[kqg]iz[iy])$"
)


@dataclass(frozen=True)
class Parts:
    """The words and initials of one spelling, as sounds."""

    words: tuple[str, ...]
    initials: tuple[str, ...] = ()
    generation: str = ""
    father: str = ""
    """The father's name, as its patronymic has it."""

    @property
    def given(self) -> str:
        return self.words[0]

    @property
    def family(self) -> str:
        return self.words[-1]

    @property
    def is_whole(self) -> bool:
        """Two words, or one with an initial, may stand for a person; one token alone never."""
        return len(self.words) + bool(self.initials) >= 2


def parts_of(text: str, language: str = "") -> Parts:
    """The parts of a name as printed: "Family, Given Patronymic" and "Given Family Jr." alike."""
    plain = SET_ASIDE.sub(" ", text)
    head, comma, tail = plain.partition(",")
    words, initials, generation = _sorted_words(head.split(), language)
    if comma:
        more, other_initials, other_generation = _sorted_words(tail.split(), language)
        words, initials = more + words, initials + other_initials
        generation = generation or other_generation
    words, father = _without_patronymic(_without_particles(words))
    return Parts(tuple(words), tuple(initials), generation, father)


def _sorted_words(written: list[str], language: str) -> tuple[list[str], list[str], str]:
    words, initials, generation = [], [], ""
    for word in written:
        token = sounds(ARTICLE.sub("", word), language).replace(" ", "")
        if token in GENERATIONS or word in NUMBERED_GENERATIONS:
            generation = GENERATIONS.get(token) or word
        elif INITIAL.match(word) and not token.isdigit():
            initials += [_initial(part, language) for part in word.split(".") if part]
        elif token and token not in TITLES:
            words.append(token)
    return words, initials, generation


def _initial(letters: str, language: str) -> str:
    """The sounds of an initial; a Latin Y alone stays y, because it opens Yevgeny as well as Yusuf."""
    return "y" if letters.lower() == "y" else sounds(letters, language)


def _without_particles(words: list[str]) -> list[str]:
    kept = [word for word in words if word not in PARTICLES]
    return kept if len(kept) >= 2 else words


def _without_patronymic(words: list[str]) -> tuple[list[str], str]:
    """The other words, and the name of the father."""
    for position in range(1, len(words)):
        if SON_OR_DAUGHTER.fullmatch(words[position]):
            before, after = words[: position - 1], words[position + 1 :]
            if len(before + after) >= 2:
                return before + after, words[position - 1]
            # "Kanykei Aidar kyzy" has no other family name, so it stays, as one word.
            return [*before, words[position - 1] + words[position], *after], ""
    if len(words) < 3:
        return words, ""
    for position in (1, len(words) - 1):
        if SLAVIC_PATRONYMIC.search(words[position]) or TURKIC_PATRONYMIC.search(words[position]):
            return words[:position] + words[position + 1 :], PATRONYMIC_ENDING.sub("", words[position])
    return words, ""
