"""What tells, in or beside a bare name, that somebody else of that name is meant, or several."""

import re

from people.detection.words import SPACES, Unit, Word
from people.names.inflection import is_slavic
from people.names.parts import PARTICLES

# Оразовы, Оразовых, Савицкие, Оразови: a family. "Оразовым" is one man in the instrumental as well.
PLURAL = re.compile(r"(?:[оеёиы][вн](?:ы|ых|ыми|и|их|ими)|[сц]к(?:ие|их|ими)|[сц]ьк(?:і|их|ими))$")
HER_TITLES = frozenset(
    "mrs ms miss mme madam frau госпожа госпожи госпоже госпожу гражданка гражданки гражданке гражданку пани пані панна "
    "спадарыня спадарыні".split()
)
HIS_TITLES = frozenset(
    "mr mister sir herr господин господина господину господином гражданин гражданина гражданину гражданином "
    "пан пана панові паном спадар спадара".split()
)
# Before a given name alone they name a ruler or a saint.
RULERS = frozenset(
    "king queen prince princess emperor empress pope saint st sultan emir sheikh tsar король королева короля королевы принц "
    "принца принцесса принцессы император императрица папа святой святая святого султан эмир шейх царь царица князь княгиня "
    "принцеса цар свята святий ханзада ханшайым qirol qirolicha shahzoda sulton шоҳ шоҳзода".split()
)


def is_family(unit: Unit) -> bool:
    """Whether the unit is a family name in the plural: Супруги Оразовы."""
    return is_slavic(unit.last.language) and bool(PLURAL.search(unit.last.text))


def is_of_the_other_sex(before: Word | None, name: str) -> bool:
    """Whether a title contradicts the sex that a family name, as sounds, has: Mrs. Orazov, Mr. Orazova."""
    if before is None:
        return False
    title = before.text.rstrip(".").casefold()
    if title in HER_TITLES:
        return name.endswith(("ov", "ev", "in", "ski"))
    return title in HIS_TITLES and name.endswith(("ova", "eva", "ina", "skaia"))


def is_ruler(words: list[Word], first: int, last: int) -> bool:
    """Whether a bare given name is that of a ruler, a saint or somebody of some place: Princess Dana, Dana of Karsia."""
    before = words[first - 1] if first and SPACES.fullmatch(words[first].before) else None
    if before and before.text.rstrip(".").casefold() in RULERS:
        return True
    behind = words[last + 1 : last + 3]
    return len(behind) == 2 and (behind[0].text == "of" or behind[0].text in PARTICLES) and behind[1].is_capital
