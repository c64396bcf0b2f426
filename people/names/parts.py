"""The parts of a person's name: what compares, and what is set aside before two names are compared.

Set aside: titles, Arabic and European particles. Kept: every other word in its order, initials, the father's name of a
patronymic (Slavic -ovich, Turkic -uly, X qizi), and the generation (Sr., Jr.), which makes two people of one name.
"""

import re
from dataclasses import dataclass

from people.names.folding import sounds

# Kept as sounds, so that one word serves every alphabet: kenja and кенжа, үлкен and ulken.
JUNIOR = "jr junior fils младший младшая мл молодший молодша малодшы малодшая кіші кичүү кичик kichik küçük кенжа kenja"
SENIOR = "sr senior père старший старшая ст старша старэйшы старэйшая үлкен ката katta büyük"
GENERATIONS = {sounds(word): "junior" for word in JUNIOR.split()} | {sounds(word): "senior" for word in SENIOR.split()}
NUMBERED_GENERATIONS = {"II", "III", "IV"}
TITLES = {"mr", "mrs", "ms", "dr", "prof", "gospodin", "gospozha", "pan", "pani"}
PARTICLES = {"al", "el", "ul", "ibn", "bin", "bint", "ben", "von", "van", "der", "de", "da", "di", "du", "la", "ad"}
# Son of and daughter of, as words of their own: uly, uulu, oʻgʻli, oglu, ogly; kyzy, qizi, qızı, gyzy.
SON_OR_DAUGHTER = re.compile(r"(ul[iu]|og[lh]?[iu]|ogl[iu]|ugl[iu]|[kqg][iu]z[iy]?)$")
# Slavic patronymics: -ovich, -evich, -ovych, -avich, -ovna, -evna, -ivna, -auna, -ichna, -ich after l or m (Ilyich, Fomich).
SLAVIC_PATRONYMIC = re.compile(r"([oeai]vi[Cc]|[oeai]vna|i[Cc]na|(?<=[lm])i[Cc])$")
TURKIC_PATRONYMIC = re.compile(r"(?<=.{3})(uli|ulu|ogli|oglu|ugli|[kqg]izi)$")

SET_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[«»“”\"„]")
# Karim Saidov-junior, as Russian writes it.
HYPHENED_GENERATION = re.compile(
    r"[-‐‑](младш\w+|старш\w+|мл|ст|молодш\w+|малодш\w+|старэйш\w+|jr|sr|junior|senior)\b", re.IGNORECASE
)
CYRILLIC = re.compile("[\u0400-\u052f]")
IN_LATIN_OR_CYRILLIC = re.compile("[A-Za-zÀ-ɏ\u0400-\u052f]")
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
    written: tuple[tuple[str, str], ...] = ()
    """Each word of a name in Cyrillic as sounds, with its letters."""
    is_exact: bool = False
    """Whether its words were read by an exact system, so that another sound is another name."""

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
    plain = SET_ASIDE.sub(" ", HYPHENED_GENERATION.sub(r" \1", text))
    head, _comma, tail = plain.partition(",")
    names, generation = _without_generation(head.split(), tail.split())
    words, initials = _sorted_words(names, language)
    words, father = _without_patronymic(_without_particles(words))
    is_cyrillic = not text.isascii() and bool(CYRILLIC.search(text))
    written = tuple((sounds(word, language).replace(" ", ""), word) for word in names) if is_cyrillic else ()
    return Parts(tuple(words), tuple(initials), generation, father, written)


def _without_generation(head: list[str], tail: list[str]) -> tuple[list[str], str]:
    """The words in the order of a name without a comma, and the generation that stands behind head or tail.

    Only there: Kata, the elder in Uzbek, is a Hungarian given name, and letters without vowels may spell anything.
    """
    found = ""
    for words in (head, tail):
        if words and (generation := _generation_of(words[-1])) and len(head) + len(tail) > 2:
            words.pop()
            found = found or generation
    return tail + head, found


def _generation_of(word: str) -> str:
    if word in NUMBERED_GENERATIONS:
        return word
    return GENERATIONS.get(sounds(word), "") if IN_LATIN_OR_CYRILLIC.match(word) else ""


def _sorted_words(written: list[str], language: str) -> tuple[list[str], list[str]]:
    words, initials = [], []
    for word in written:
        token = sounds(ARTICLE.sub("", word), language).replace(" ", "")
        if INITIAL.match(word) and not token.isdigit():
            initials += [_initial(part, language) for part in word.split(".") if part]
        elif token and token not in TITLES:
            words.append(token)
    return words, initials


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
