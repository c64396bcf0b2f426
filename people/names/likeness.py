"""How far two written tokens are apart, in letters that spellings of the region exchange for each other.

An edit costs little where both letters render one sound (q/g, ts/t, a/o) and a whole point where they tell names apart.
The weights are ours, set by how the press spells names of the region: sounds that two spellings of one name regularly
exchange cost up to 0.3, those seen now and then up to 0.6, and what separates two names in use more.
"""

from functools import lru_cache
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

VOWELS = "aeiou"
FAR = 9.0
# More plain edits than this are not worth weighing.
MOST_EDITS = 4
# A final a makes a woman's name (Karimov, Karimova) and never counts as a slip.
FINAL_A = 2.0

SWAPS = {
    # One letter, several alphabets: see folding.py on the open letters j, c and q.
    **{"jZ": 0.0, "kq": 0.0, "cC": 0.05, "ij": 0.15, "gq": 0.1, "cZ": 0.1, "cj": 0.1, "Tc": 0.1, "ck": 0.15, "cs": 0.3},
    **{"Xs": 0.0, "Xz": 0.0, "XZ": 0.35, "JS": 0.0, "JZ": 0.0, "Js": 0.3, "Jj": 0.0},
    # ch is sh in French, kh in German, and a Turkish or Azerbaijani j where it closes a syllable (Khadicha, Khadija).
    **{"CS": 0.3, "Ch": 0.3, "CZ": 0.3, "Cj": 0.3, "CT": 0.8},
    # Belarusian ts and dz for t and d, and marks lost on the way: s for ş, z for ž, n for ň.
    **{"Tt": 0.3, "Ts": 0.4, "Ss": 0.3, "Zz": 0.35, "SZ": 0.7},
    # Ukrainian, Belarusian and Azerbaijani h for a Russian g; kh and k.
    **{"gh": 0.2, "hk": 0.3, "hq": 0.3, "gk": 0.6, "fv": 0.3, "fp": 0.4, "uv": 0.2, "bv": 0.7},
    # Voice: only at the end of a token, see _swap_cost.
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
# What Western Armenian says for each other.
ARMENIAN_VOICES = {"gk", "kg", "bp", "pb", "dt", "td"}
VOICELESS, VOICE_COST = str.maketrans("gbd", "kpt"), 0.2
# Cyrillic ё is printed with and without its dots (Kiselyov, Kiselev); oe is the Dutch u.
ONE_SOUND = (("io", "e"), ("oe", "u"))
LETTERS_SHOWN = {"Z": "zh", "S": "sh", "C": "ch", "T": "ts", "h": "kh", "X": "s", "J": "sh"}


def allowance(one: str, other: str) -> float:
    """How much two tokens may differ and still be one: a tenth of a point for each sound of the longer."""
    return min(max(0.1 * max(len(one), len(other)), 0.3), 1.1) + 1e-9


@lru_cache(maxsize=4096)
def distance(one: str, other: str, most: float = FAR) -> float:
    """The price of turning one token into the other, both as sounds; FAR where nobody would think of it.

    A price above ``most`` may be told as FAR: to know that it is too high takes less time than to know it.
    """
    if one == other:
        return 0.0
    if Levenshtein.distance(one, other, score_cutoff=MOST_EDITS) > MOST_EDITS:
        return FAR
    costs = [_last_row(one, other, most).get(len(other), FAR)]
    for pair, sound in ONE_SOUND:
        if pair in one or pair in other:
            plain, opposite = one.replace(pair, sound), other.replace(pair, sound)
            costs.append(0.1 + _last_row(plain, opposite, most).get(len(opposite), FAR))
    return min(costs)


@lru_cache(maxsize=65_536)
def distance_of_beginning(word: str, beginning: str, most: float = FAR) -> float:
    """The price of turning the sounds of a beginning into any beginning of the word, or FAR where it is above ``most``."""
    return min(_last_row(beginning, word, most).values(), default=FAR)


def armenian_distance(one: str, other: str) -> float:
    """The same for two Armenian names, of which one may have the voices of Western Armenian: Bedros for Petros."""
    voices = sum(
        edit.tag == "replace" and one[edit.src_pos] + other[edit.dest_pos] in ARMENIAN_VOICES
        for edit in Levenshtein.editops(one, other)
    )
    return VOICE_COST * voices + distance(one.translate(VOICELESS), other.translate(VOICELESS)) if voices else FAR


def exchanged_letters(one: str, other: str) -> str:
    """The letters in which two near tokens differ, as an editor reads them: "zh/j, a/o", "i/–" for one that is missing."""
    table, edits = _cost_table(one, other), []
    left, right = len(one), len(other)
    while left or right:
        cost = table[left][right]
        if left and right and cost == table[left - 1][right - 1] + _swap_cost(one, other, left - 1, right - 1):
            left, right = left - 1, right - 1
            edits.append((one[left], other[right]))
        elif left and cost == table[left - 1][right] + _gap_cost(one, left - 1):
            left -= 1
            edits.append((one[left], ""))
        else:
            right -= 1
            edits.append(("", other[right]))
    shown = [(_shown(a), _shown(b)) for a, b in reversed(edits)]
    return ", ".join(f"{a}/{b}" for a, b in shown if a != b)


def _cost_table(one: str, other: str) -> list[list[float]]:
    """Edit distances, with the weights above, of every beginning of one token from every beginning of the other."""
    gaps = _gap_costs(other)
    table = [[0.0, *accumulate(gaps)]]
    for left, gap in enumerate(_gap_costs(one)):
        above = table[-1]
        row = [above[0] + gap]
        for right, opposite in enumerate(gaps):
            cost = min(above[right + 1] + gap, row[right] + opposite)
            if above[right] < cost:  # else no exchange can be cheaper
                cost = min(cost, above[right] + _swap_cost(one, other, left, right))
            row.append(cost)
        table.append(row)
    return table


def _last_row(one: str, other: str, most: float) -> dict[int, float]:
    """The distances of one token from the beginnings of the other, by their length: those of at most so much.

    What is further is left out from row to row, since letters that follow only add to the price; mostly two or three are left.
    """
    gaps = _gap_costs(other)
    row, cost = {0: 0.0}, 0.0
    for length, gap in enumerate(gaps, 1):
        cost += gap
        if cost > most:
            break
        row[length] = cost
    for left, gap in enumerate(_gap_costs(one)):
        row = _next_row(one, other, left, gap, row, gaps, most)
        if not row:
            break
    return row


def _next_row(one: str, other: str, left: int, gap: float, above: dict[int, float], gaps, most: float):
    row: dict[int, float] = {}
    last = next(reversed(above))
    for length in range(next(iter(above)), len(gaps) + 1):
        cost = above.get(length, FAR) + gap
        if length - 1 in row:
            cost = min(cost, row[length - 1] + gaps[length - 1])
        before = above.get(length - 1, FAR)
        if before < cost:  # else no exchange can be cheaper
            cost = min(cost, before + _swap_cost(one, other, left, length - 1))
        if cost <= most:
            row[length] = cost
        elif length > last:
            break
    return row


@lru_cache(maxsize=4096)
def _gap_costs(token: str) -> tuple[float, ...]:
    return tuple(_gap_cost(token, position) for position in range(len(token)))


def _swap_cost(one: str, other: str, left: int, right: int) -> float:
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


def _gap_cost(token: str, position: int) -> float:
    """The price of a letter that the other spelling lacks."""
    letter, last = token[position], position == len(token) - 1
    beside_vowel = _follows(token, position, VOWELS) or token[position + 1 : position + 2] in tuple(VOWELS)
    if letter == "a" and last and not _follows(token, position, VOWELS):
        return FINAL_A
    if letter == "j":
        return 0.2 if beside_vowel else 0.8
    if letter == "i":
        return 0.12 if beside_vowel and position else 0.35
    if letter == "h":
        return 0.2 if last else 0.3 if position else 0.7
    if letter == "g" and _follows(token, position, "n"):
        return 0.2
    if letter in VOWELS:
        return 0.5 if position > 0 and not last else 0.9
    return 1.0 if last or not position else 0.8


def _follows(token: str, position: int, letters: str) -> bool:
    return position > 0 and token[position - 1] in letters


def _shown(sound: str) -> str:
    return "".join(LETTERS_SHOWN.get(letter, letter) for letter in sound) or "–"
