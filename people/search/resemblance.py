"""Whether one name may be another whose words have other endings: "Таймен" of "Тайменова", "Ильдара" of "Ильдар"."""

from people.models.tokens import PART

#: So many letters may follow the stem of a word: -ова, -ович is another name.
LONGEST_ENDING = 3
#: Letters of a folded word in which case forms end.
SOFT = "aeiouy"


def resemble(one: list[str], other: list[str]) -> bool:
    """Whether each word of the shorter name stands in the longer one, with whatever ending."""
    shorter, longer = sorted((one, list(other)), key=len)
    for word in shorter:
        partner = next((known for known in longer if _is_form(word, known)), None)
        if partner is None:
            return False
        longer = [*longer]
        longer.remove(partner)
    return bool(shorter)


def _is_form(one: str, other: str) -> bool:
    if one == other:
        return True
    short, long = sorted((stem_of(one), stem_of(other)), key=len)
    return len(short) >= PART and long.startswith(short) and len(long) - len(short) <= LONGEST_ENDING


def stem_of(word: str) -> str:
    return word.rstrip(SOFT) if len(word) > PART else word
