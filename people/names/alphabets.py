"""Names in one alphabet of one language: there another letter makes another name.

Лисин and Лысин sound alike to whoever writes them in another alphabet, and are two families in Russian.
"""

import re

from rapidfuzz.distance import Levenshtein

from people.names.inflection import SLAVIC, main_code

# The letters of each language, after what only it has of the three.
ALPHABETS = {
    "be": ("[ў]|і.*[ыэё]|[ыэё].*і|[бвгджзклмнпрстфхцчш]э", "абвгдеёжзійклмнопрстуўфхцчшыьэюя'"),
    "uk": ("[іїєґ]", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'"),
    "ru": ("", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
}
_TELLING = {code: re.compile(f"(?={telling})", re.DOTALL) for code, (telling, _) in ALPHABETS.items()}
_LETTERS = {code: re.compile(f"[{letters}]+") for code, (_, letters) in ALPHABETS.items()}
# What one language writes in two ways: the dots of ё, й, a soft sign, a doubled letter, the д of дж.
ONE_WRITING = str.maketrans({"ё": "е", "э": "е", "й": "и", "ї": "і", "ь": "", "ъ": "", "'": ""})
DOUBLED = re.compile(r"(.)\1+|д(?=ж)")


def slavic_language(text: str, language: str = "") -> str:
    """The East Slavic language whose alphabet the name is written in, or ""."""
    letters = "".join(letter for letter in text.lower() if letter.isalpha())
    if language:
        code = main_code(language)
        return code if code in SLAVIC and _LETTERS[code].fullmatch(letters) else ""
    fitting = (code for code in ALPHABETS if _LETTERS[code].fullmatch(letters) and _TELLING[code].search(letters))
    return next(fitting, "")


def have_another_letter(one: str, other: str) -> bool:
    """Whether two words of one language differ in a letter that is exchanged for another."""
    one, other = _plain(one), _plain(other)
    return one != other and any(edit.tag == "replace" for edit in Levenshtein.editops(one, other))


def _plain(word: str) -> str:
    return DOUBLED.sub(r"\1", word.lower().translate(ONE_WRITING))
