"""The rough shape of a word: its consonants, with those made one that spellings of the region exchange for each other.

Two words that compare as one name share a shape, and a word with case endings begins with the shape of its nominative, so that
shapes tell which of many names are worth comparing. What they say is never decided by them alone.
"""

import re
from functools import lru_cache
from itertools import islice, product

MOST_SHAPES = 12
#: What may stand for a sound: nothing where it is often left out (h), several where spellings differ (c).
CLASSES = {
    **dict.fromkeys("aeiou", ("",)),
    **dict.fromkeys("kqg", ("k",)),
    **dict.fromkeys("zsSZ", ("s",)),
    **dict.fromkeys("dt", ("t",)),
    **dict.fromkeys("bp", ("p",)),
    "h": ("k", ""),
    "j": ("s", ""),
    "c": ("s", "k"),
    "C": ("s", "k"),
    "T": ("s", "t"),
    "f": ("v", "p"),
}
#: One sound for two: -ng and -nk, m before b and p, the v that parts two vowels.
_LOST = re.compile(r"(?<=n)[gkq]|(?<=u)v(?=[aeiou])")
_LIPS = re.compile(r"m(?=[bp])")
_DOUBLED = re.compile(r"(.)\1+")
_SEVERAL = frozenset(sound for sound, classes in CLASSES.items() if len(classes) > 1)
_ONLY = str.maketrans({sound: classes[0] for sound, classes in CLASSES.items() if sound not in _SEVERAL})


@lru_cache(maxsize=65_536)
def shapes_of(sounds: str) -> tuple[str, ...]:
    """The shapes of a word given as sounds; one empty shape for a word of vowels alone."""
    plain = _LIPS.sub("n", _LOST.sub("", sounds))
    plain = plain.translate(_ONLY)
    if _SEVERAL.isdisjoint(plain):
        return (_without_doubles(plain),)
    choices = [CLASSES[sound] if sound in _SEVERAL else (sound,) for sound in plain]
    found = (_without_doubles("".join(chosen)) for chosen in islice(product(*choices), MOST_SHAPES * 4))
    return tuple(islice(dict.fromkeys(found), MOST_SHAPES))


def _without_doubles(shape: str) -> str:
    return _DOUBLED.sub(lambda match: match[1], shape)
