"""Names in Arabic and Persian script beside their spellings in letters with vowels.

The script leaves short vowels out, so that a word is a pattern for many: it is read as one, and what fits in both given
and family name is one person for whoever compares two records, but never decided in a text.

Source: the romanisations of BGN/PCGN for Arabic (1956) and Persian (1958), loosened by how the press spells names
(gh and q, zh and j, dh and z).
"""

import re
from functools import lru_cache

from people.names.given_names import ARABIC, MAIN_FORM_OF, MAIN_FORM_OF_ARABIC
from people.names.parts import Parts

# The alphabet of Uyghur writes every vowel and is read letter by letter.
UYGHUR = re.compile("[\u06d5\u06d0\u06c7\u06c6\u06c8\u06ad]")
MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f]")
ONE_LETTER = str.maketrans("يىكۀھەہۂٱأإ", "ییکهههههااا")
PARTICLES = {"بن", "ابن", "بنت", "آل", "ال", "ابو"}
VOWEL = "[aeiou]"
INNER_ARTICLE = "ﻼ"
LETTERS = {
    **{"ا": "[aoe]", "آ": "[ao]", "ع": f"{VOWEL}?", "ء": "", "ئ": f"{VOWEL}?", "ؤ": "[ou]?", "و": "[vuo]", "ی": "[ie]"},
    **{"ب": "b", "پ": "[pb]", "ت": "t", "ث": "(?:s|th?)", "ج": "[jZg]", "چ": "[CjZ]", "ح": "h", "خ": "h", "د": "d"},
    **{"ذ": "(?:z|dh?)", "ر": "r", "ز": "[zX]", "ژ": "[Zj]", "س": "[sX]", "ش": "[SJ]", "ص": "[sX]", "ض": "(?:z|dh?)"},
    **{"ط": "t", "ظ": "(?:z|dh?)", "غ": "[gq]", "ف": "f", "ق": "[qkg]", "ک": "[kqc]", "گ": "g", "ل": "l", "م": "m"},
    **{"ن": "n", "ه": "h", "ة": "(?:[ae][th]?)", "ﷲ": "u?l[ao]h?", INNER_ARTICLE: f"{VOWEL}?l?"},
}
AT_THE_BEGINNING = {"ا": VOWEL, "آ": "[ao]", "ع": f"(?={VOWEL}){VOWEL}?"}
AT_THE_END = {"ه": f"(?:{VOWEL}?h|[ae])", "ع": f"{VOWEL}?", "ی": "[aei]"}
# What letters are worth in a key (detection/keys.py); the others are vowels or silent.
ROUGH = {
    **{"ب": "b", "پ": "p", "ت": "t", "ث": "s", "ج": "j", "چ": "C", "ح": "h", "خ": "h", "د": "d", "ذ": "z", "ر": "r"},
    **{"ز": "z", "ژ": "Z", "س": "s", "ش": "S", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "q"},
    **{"ک": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h"},
}
LONG_VOWELS, SHORT_ROOT, SHORTEST_WITH_ARTICLE = set("اویآ"), 3, 4
LAST_LONG = re.compile("[iu][^aeiou]+$")


def is_arabic(text: str, language: str = "") -> bool:
    """Whether the text is in the script, and in a language that leaves short vowels out."""
    return (
        not text.isascii() and bool(ARABIC.search(text)) and not language.startswith("ug") and not UYGHUR.search(text)
    )


def agree_by_consonants(arabic: str, parts: Parts) -> bool:
    """Whether given and family name fit a name in Arabic letters, and what stands between them on both sides."""
    written, tokens = arabic_words(arabic), parts.words
    if min(len(written), len(tokens)) < 2 or not (fits(written[0], tokens[0]) and fits(written[-1], tokens[-1])):
        return False
    between, middles = written[1:-1], tokens[1:-1]
    if len(between) <= len(middles):
        rest = iter(middles)
        return all(any(fits(word, token) for token in rest) for word in between)
    rest = iter(between)
    return all(any(fits(word, token) for word in rest) for token in middles)


def arabic_words(text: str) -> list[str]:
    """The words without particles, in letters that Arabic and Persian share."""
    # A silent h before a hyphen that cannot be seen, and the article within Abdurrahman.
    plain = MARKS.sub("", text.translate(ONE_LETTER).replace("ه\u200cا", "ا")).replace("عبدال", f"عبد{INNER_ARTICLE}")
    words = re.findall(r"\w+", plain.replace(f"عبد{INNER_ARTICLE}له", "عبدالله"))
    kept = [word for word in words if word not in PARTICLES]
    return kept if len(kept) >= 2 else words


def fits(word: str, token: str) -> bool:
    """Whether a word in Arabic letters may be read as the sounds of another."""
    known = MAIN_FORM_OF_ARABIC.get(word), MAIN_FORM_OF.get(token)
    if all(known):
        return known[0] == known[1]
    if len(word) == SHORT_ROOT and not set(word) & LONG_VOWELS and LAST_LONG.search(token):
        # Three consonants make Hamad, not Hamid.
        return False
    return any(_pattern(form).fullmatch(token) for form in {word, _without_article(word)})


def rough_sounds(word: str) -> str:
    """The consonants of a word as sounds, and an a for what opens it with a vowel."""
    plain = _without_article(word)
    first = "a" if plain[:1] in tuple("اآعی") else "v" if plain[:1] == "و" else ""
    return first + "".join(ROUGH.get(letter, "") for letter in plain[:-1]) + ROUGH.get(plain[-1:].replace("ه", ""), "")


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > SHORTEST_WITH_ARTICLE else word


@lru_cache(maxsize=4096)
def _pattern(word: str) -> re.Pattern:
    """The sounds that a word may stand for: between its letters may be a short vowel, behind the last none."""
    word = word.replace("الله", "ﷲ")
    readings = []
    for position, letter in enumerate(word):
        reading = LETTERS.get(letter, re.escape(letter))
        if position == 0:
            reading = AT_THE_BEGINNING.get(letter, reading)
        elif position == len(word) - 1:
            reading = AT_THE_END.get(letter, reading)
        readings.append(reading)
    return re.compile(f"{VOWEL}?".join(readings))
