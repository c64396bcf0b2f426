"""Whether what stands around a word that is a place's name leaves it a place: no person's name, no other place's."""

import re

from people.detection.beside import WITHOUT_CAPITALS, Beside
from people.detection.matching import POSSESSIVE, Match
from people.detection.name_parts import is_in_name_tables
from people.detection.neighbours import could_be_given
from people.detection.probes import SHORT_PLACES
from people.detection.stop_words import COMMON_WORDS, GIVEN_NAMES_OF_PLACES, OTHER_NAMES_OF_PLACES
from people.detection.things import Things
from people.detection.words import HYPHENS, Unit, Word
from people.names.comparison import FAMILY_ENDINGS
from people.names.folding import SOUNDS_TO_LETTERS
from people.names.inflection import ADDED_ENDINGS, is_slavic
from people.names.places import id_of_words
from people.names.titles import is_abbreviation

LONGEST_SHORT_NAME = 4
LOCATIVE = re.compile(r"(?:[dt][aeo]n?|[дт][аео]н?)$")
# A word that changes which place is meant: North Korea, Новый Узень, Janubiy Koreya.
OTHER_PLACE = frozenset(
    "north south east west northern southern eastern western new old upper lower greater little outer inner saint st port "
    "lake mount fort cape northwest southeast северный северная северное северной северную южный южная южное южной южную "
    "восточный восточная западный западная западное новый новая новое новой нижний нижняя верхний верхняя великий старый "
    "старая малый малая большой большая північна північної південна південної східний східна західний західна новий нова "
    "паўночная паўднёвая солтүстік оңтүстік шығыс батыс жаңа ескі түндүк түштүк чыгыш жаңы shimoliy janubiy sharqiy "
    "gʻarbiy g'arbiy yangi eski шимолий жанубий şimali cənubi şərqi qərbi yeni demirgazyk günorta kuzey güney doğu batı".split()
)


class PlaceSurroundings:
    """The places of one text."""

    def __init__(self, beside: Beside, things: Things):
        self.beside, self.things = beside, things

    def weighed(self, match: Match) -> Match | None:
        word = self.beside.words[match.first]
        if word.capitals >= 2 and match.first not in self.beside.shouted:
            return match._replace(decides=not self._is_other_abbreviation(word, match))
        if self.is_in_persons_name(match):
            return None
        named = self._stems(word)
        if named & GIVEN_NAMES_OF_PLACES or (_are_given(named) and not _is_known_place(word)):
            if match.is_oblique and (word.sounds in GIVEN_NAMES_OF_PLACES or _are_given({word.sounds})):
                return None
            if not self.is_told_to_be_a_place(match):
                return match._replace(decides=False)
        return match._replace(decides=False) if self._is_doubtful(match) else match

    def _is_other_abbreviation(self, word: Word, match: Match) -> bool:
        """ОШ in a line of small letters is no town, though its name is as short."""
        is_short = word.text.isupper() and len(word.text) <= LONGEST_SHORT_NAME
        known = {word.sounds.translate(SOUNDS_TO_LETTERS)} & SHORT_PLACES or is_abbreviation(match.candidate.text)
        return is_short and not known

    def _is_doubtful(self, match: Match) -> bool:
        if self.things.hold(match) or self.beside.is_quoted(match) or self._is_another_place(match):
            return True
        return self._is_common_word(match) or self._may_follow_a_given_name(match)

    def _is_common_word(self, match: Match) -> bool:
        """Суми are sums of money too, where only the beginning of a sentence gives them their capital."""
        word = self.beside.words[match.first]
        if not self.beside.says_no_capital(word) or self.is_told_to_be_a_place(match):
            return False
        has_small = self.beside.language not in WITHOUT_CAPITALS
        return COMMON_WORDS.has(word) or (has_small and not self._stems(word).isdisjoint(self.beside.written_small))

    def _may_follow_a_given_name(self, match: Match) -> bool:
        """Whether a capitalised word stands before that may be a given name of no table: Clark Kent."""
        before = self.beside.unit_before(match, is_title=False)
        if before is None or match.is_oblique or before.last.number in self.beside.titled | self.beside.shouted:
            return False
        family = self.beside.unit_starting.get(match.first)
        if family is None or any(map(_ends_like_family, self._stems(before.last))):
            return False
        if before.first.begins_sentence and self.beside.language in ADDED_ENDINGS:
            return False  # any word of any case may open a sentence there
        return could_be_given(before, family, family.bases[0]) and not self.is_told_to_be_a_place(match)

    @staticmethod
    def _stems(word: Word) -> set[str]:
        return {base.sounds for base in word.bases}

    def may_be_in_persons_name(self, match: Match) -> bool:
        return match.first == match.last and (self.is_in_persons_name(match) or self._may_follow_a_given_name(match))

    def is_in_persons_name(self, match: Match) -> bool:
        """Whether a given name stands before the place (Michael Jordan), or a family name behind it (Mary Robinson)."""
        before, after = self.beside.unit_before(match), self.beside.unit_after(match)
        if before and not match.is_oblique and self.beside.is_free(before):
            stems = self._stems(before.last)
            stands_alone = self.beside.language in {"en", "ru", "uk", "be", "de"} or not self.beside.has_kind(
                match.last + 1
            )
            if _are_given(stems) and not _is_known_place(before.last) and stands_alone:
                return True
        if not match.is_oblique and not self.beside.stands_inside(match.first) and after and self._is_family(after):
            return True
        stems = self._stems(self.beside.words[match.first])
        could_be = stems & (GIVEN_NAMES_OF_PLACES | OTHER_NAMES_OF_PLACES) or _are_given(stems)
        if not (could_be and after and self.beside.is_free(after)) or _is_known_place(after.last):
            return False
        # A place in a case of its own is no part of the name that follows: in Turkic languages names stand side by side.
        return not match.is_oblique or is_slavic(self.beside.language)

    def is_told_to_be_a_place(self, match: Match) -> bool:
        word = self.beside.words[match.first]
        if self.beside.stands_inside(match.first):
            return True
        if self.beside.has_kind(match.first - 1) or self.beside.has_kind(match.last + 1):
            return True
        return match.is_oblique and not is_slavic(self.beside.language) and bool(LOCATIVE.search(word.text))

    def _is_family(self, unit: Unit) -> bool:
        sounded = unit.last.sounds
        return (
            self.beside.is_free(unit)
            and len(sounded) > 5
            and _ends_like_family(sounded)
            and not _is_known_place(unit.last)
        )

    def _is_another_place(self, match: Match) -> bool:
        before = self.beside.word_before(match)
        if before and before.is_capital and before.text.casefold() in OTHER_PLACE:
            return True
        unit = self.beside.unit_after(match)
        if POSSESSIVE.search(self.beside.words[match.last].text):
            return False
        if unit and self._stands_in_a_longer_name(match, unit):
            return True
        after = self.beside.word_after(match)
        return bool(after and after.before in HYPHENS and after.is_capital and not _is_known_place(after))

    def _stands_in_a_longer_name(self, match: Match, after: Unit) -> bool:
        """Whether a capitalised word follows that begins nobody's name; in Turkic languages the place has no case then."""
        is_english = self.beside.language == "en"
        if not is_english and (self.beside.language not in ADDED_ENDINGS or match.is_oblique):
            return False
        if not self.beside.is_free(after) or after.last.number in self.beside.titled | self.beside.shouted:
            return False
        stems = self._stems(after.last)
        return not (_are_given(stems) or _is_known_place(after.last) or any(map(_ends_like_family, stems)))


def _are_given(stems: set[str]) -> bool:
    """Whether one of the words, as sounds, stands in the tables of given names."""
    return any(map(is_in_name_tables, stems))


def _is_known_place(word: Word) -> bool:
    return any(id_of_words(base.sounds.translate(SOUNDS_TO_LETTERS), word.language) for base in word.bases)


def _ends_like_family(token: str) -> bool:
    return token.endswith(FAMILY_ENDINGS)
