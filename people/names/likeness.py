"""How far two written tokens are apart, in letters that scribes of the region exchange for each other.

An edit costs little where both letters render one sound (q/g, ts/t, a/o) and a whole point where they tell names apart.
The weights are ours, set by the table of spellings in the newsroom's domain notes: a sound that two press spellings of
one name regularly share costs up to 0.3, one seen now and then up to 0.6, and what separates two names in use more.
"""

from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

VOWELS = "aeiou"
FAR = 9.0
# A final a makes a woman's name (Karimov, Karimova) and never counts as a slip.
FINAL_A = 2.0

SWAPS = {
    # One letter, several alphabets: see folding.py on the open letters j, c and q.
    **{"jZ": 0.0, "kq": 0.0, "cC": 0.05, "ij": 0.15, "gq": 0.1, "cZ": 0.1, "cj": 0.1, "Tc": 0.1, "ck": 0.15, "cs": 0.3},
    # ch is sh in French, kh in German, and a Turkish or Azerbaijani j where it closes a syllable (Khadicha, Khadija).
    **{"CS": 0.3, "Ch": 0.3, "CZ": 0.3, "Cj": 0.3, "CT": 0.8},
    # Belarusian ts and dz for t and d, and marks lost on the way: s for ş, z for ž, n for ň.
    **{"Tt": 0.3, "Ts": 0.4, "Ss": 0.3, "Zz": 0.35, "SZ": 0.7},
    # Ukrainian, Belarusian and Azerbaijani h for a Russian g; kh and k.
    **{"gh": 0.2, "hk": 0.3, "hq": 0.3, "gk": 0.6, "fv": 0.3, "uv": 0.2, "bv": 0.7},
    # Voice: only at the end of a token, see _swap.
    **{"dt": 1.0, "bp": 0.8, "sz": 0.8, "mn": 0.8},
    # Vowels; a/u and a/i tell names apart (Marat, Murat; Anna, Inna).
    **{
        "ei": 0.25,
        "ao": 0.25,
        "ae": 0.28,
        "ou": 0.25,
        "ov": 0.3,
        "eo": 0.4,
        "iu": 0.45,
        "io": 0.7,
        "ai": 0.9,
        "au": 0.9,
        "eu": 0.8,
    },
}
SWAPS |= {pair[::-1]: cost for pair, cost in SWAPS.items()}
VOICED_AT_END = {"dt": 0.25, "td": 0.25, "bp": 0.3, "pb": 0.3, "sz": 0.3, "zs": 0.3, "gk": 0.3, "kg": 0.3}
# Cyrillic ё is printed with and without its dots (Kiselyov, Kiselev); oe is the Dutch u.
ONE_SOUND = (("io", "e"), ("oe", "u"))
LETTERS = {"Z": "zh", "S": "sh", "C": "ch", "T": "ts", "h": "kh"}


class Likeness(NamedTuple):
    """The price of turning one token into the other, and the letters that were exchanged."""

    cost: float
    edits: tuple[tuple[str, str], ...] = ()

    def in_letters(self) -> str:
        """The exchanged letters as an editor reads them: "zh/j, a/o"."""
        return ", ".join(f"{_written(one)}/{_written(other)}" for one, other in self.edits)


def allowance(one: str, other: str) -> float:
    """How much two tokens may differ and still be one: a tenth of a point for each sound of the longer."""
    return min(max(0.1 * max(len(one), len(other)), 0.3), 1.1) + 1e-9


@lru_cache(maxsize=2048)
def likeness(one: str, other: str) -> Likeness:
    """The cheapest way from one token to the other, both as sounds."""
    if one == other:
        return Likeness(0.0)
    if Levenshtein.distance(one, other, score_cutoff=4) > 4:
        return Likeness(FAR)
    found = _cheapest(one, other)
    for pair, sound in ONE_SOUND:
        if pair in one + other:
            again = _cheapest(one.replace(pair, sound), other.replace(pair, sound))
            found = min(found, Likeness(again.cost + 0.1, (*again.edits, (pair, sound))))
    return found


def _cheapest(one: str, other: str) -> Likeness:
    """Edit distance with the weights above; each cell holds the cost and the edits that led there."""
    row = [Likeness(0.0)]
    for right in range(len(other)):
        row.append(_with(row[-1], _gap(other, right), ("", other[right])))
    for left, letter in enumerate(one):
        above, row = row, [_with(row[0], _gap(one, left), (letter, ""))]
        for right, opposite in enumerate(other):
            row.append(
                min(
                    _with(above[right], _swap(one, other, left, right), (letter, opposite)),
                    _with(above[right + 1], _gap(one, left), (letter, "")),
                    _with(row[right], _gap(other, right), ("", opposite)),
                )
            )
    return row[-1]


def _with(before: Likeness, cost: float, edit: tuple[str, str]) -> Likeness:
    return before if edit[0] == edit[1] else Likeness(before.cost + cost, (*before.edits, edit))


def _swap(one: str, other: str, left: int, right: int) -> float:
    pair = one[left] + other[right]
    if pair[0] == pair[1]:
        return 0.0
    cost = SWAPS.get(pair, 1.0)
    if left == len(one) - 1 and right == len(other) - 1:
        cost = VOICED_AT_END.get(pair, cost)
    if pair in ("gk", "kg") and _follows(one, left, "n"):
        return 0.2
    if pair in ("gk", "kg") and left == right == 0:
        # Turkmen and Azerbaijani G for K: Gurbanov, Kurbanov.
        return 0.45
    if pair in ("mn", "nm") and one[left + 1 : left + 2] in ("b", "p"):
        return 0.25
    return cost + 0.3 if left == right == 0 and cost > 0.25 else cost


def _gap(token: str, place: int) -> float:
    """The price of a letter that the other spelling lacks."""
    letter, last = token[place], place == len(token) - 1
    beside_vowel = _follows(token, place, VOWELS) or token[place + 1 : place + 2] in tuple(VOWELS)
    if letter == "a" and last and not _follows(token, place, VOWELS):
        return FINAL_A
    if letter == "j":
        return 0.2 if beside_vowel else 0.8
    if letter == "i":
        return 0.12 if beside_vowel and place else 0.35
    if letter == "h":
        return 0.2 if last else 0.3 if place else 0.7
    if letter == "g" and _follows(token, place, "n"):
        return 0.2
    if letter in VOWELS:
        return 0.5 if place > 0 and not last else 0.9
    return 1.0 if last or not place else 0.8


def _follows(token: str, place: int, letters: str) -> bool:
    return place > 0 and token[place - 1] in letters


def _written(sound: str) -> str:
    return "".join(LETTERS.get(letter, letter) for letter in sound) or "nothing"
