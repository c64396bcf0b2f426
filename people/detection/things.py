"""Whether a passage is a part of the name of a thing: a street, a university, a prize, a firm, a school named after somebody."""

import re

from people.detection.beside import Beside
from people.detection.matching import POSSESSIVE, Match
from people.detection.stop_words import CONJUNCTIONS, NAMED_AFTER, ORGANISATION_KINDS, THINGS_NAMED
from people.detection.words import HYPHENS, SPACES
from people.names.inflection import ADDED_ENDINGS, main_code

# "The street of", where the kind of thing stands before the name in a case of its own or with the izafa.
KIND_STANDS_BEFORE = {"ru", "uk", "be", "tg", "fa"}
IZAFA = {"tg", "fa"}
NEVER_VERBS = frozenset("street square avenue university prize award foundation museum stadium market airport".split())
# The ship Timur Orazov: an English word in small letters that can only bear a name.
VESSELS = frozenset("ship vessel tanker ferry yacht steamer frigate asteroid crater".split())
# A firm's name goes on so behind the family name of its owner, behind "and" or its sign.
AMPERSAND = re.compile(r"\s*&\s*")
PARTNERS = frozenset(
    "sons son brothers partners co company daughters сыновья сын братья партнеры партнёры компания ко дочери сини партнери "
    "ұлдары балалары уулдары oʻgʻillari o'g'illari hamkorlari ўғиллари ogullary писарон".split()
)
FARTHEST_KIND = 3
# Oʻzbekiston prezidenti: the ending of what belongs to the word before, so that the name has ended there.
POSSESSED = re.compile("[iıuüиыіуү]$")


class Things:
    """Things named after somebody or some place, in one text."""

    def __init__(self, beside: Beside):
        self.beside = beside

    def hold(self, match: Match) -> bool:
        """Whether the passage is a part of such a thing's name."""
        return (
            self._is_behind(match)
            or self._is_before(match)
            or self._is_named_after(match)
            or self._is_firm(match)
            or self._is_farther(match)
        )

    def is_street_or_prize(self, match: Match) -> bool:
        after = self.beside.word_after(match)
        is_thing = after and THINGS_NAMED.has(after) and not ORGANISATION_KINDS.has(after)
        return bool(is_thing and self._is_behind(match))

    def is_kind_behind(self, match: Match, kinds) -> bool:
        after = self.beside.word_after(match)
        return bool(after and after.is_capital and after.text[:1].isascii() and kinds.has(after))

    def _is_behind(self, match: Match) -> bool:
        after = self.beside.word_after(match)
        if after is None or not THINGS_NAMED.has(after):
            return False
        if self.beside.language in KIND_STANDS_BEFORE:
            return after.is_capital or after.before in HYPHENS
        if self.beside.language == "en":
            is_noun = match.candidate.kind == "person" and after.text in NEVER_VERBS
            return after.is_capital or is_noun
        return not match.is_oblique or main_code(self.beside.language) == "ka"

    def _is_before(self, match: Match) -> bool:
        before = self.beside.word_before(match)
        if before is None:
            return False
        if before.text == "of" and match.first > 1 and SPACES.fullmatch(before.before):
            kind = self.beside.words[match.first - 2]
            return kind.is_capital and not kind.begins_sentence and THINGS_NAMED.has(kind)
        if not THINGS_NAMED.has(before) or (before.begins_sentence and self.beside.language == "en"):
            return False
        if before.capitals >= 2 or self.beside.is_quoted(match):
            return True
        if before.text in VESSELS:
            return True
        if match.candidate.kind == "person" and match.first < match.last:
            return match.is_oblique or self.beside.language in {"tg", "fa"}
        return self.beside.language in KIND_STANDS_BEFORE

    def _is_named_after(self, match: Match) -> bool:
        """Стадион имени Есенова, Есенов атындағы мектеп, named after Yesenov."""
        behind = self.beside.word_after(match)
        if behind and self.beside.language not in KIND_STANDS_BEFORE | {"en"} and NAMED_AFTER.has_as_it_stands(behind):
            return True
        for number in range(match.first - 1, max(-1, match.first - 4), -1):
            word = self.beside.words[number]
            if NAMED_AFTER.has_as_it_stands(word):
                return self.beside.language in KIND_STANDS_BEFORE | {"en"} and (
                    self.beside.language != "en" or self.beside.words[number + 1].text in {"after", "for"}
                )
            if any(sign in self.beside.words[number + 1].before for sign in ",;:!?\n"):
                return False
        return False

    def _is_firm(self, match: Match) -> bool:
        """Orazov & Co., Orazov and Sons."""
        words = self.beside.words[match.last + 1 : match.last + 3]
        if not words or POSSESSIVE.search(self.beside.words[match.last].text):
            return False
        if AMPERSAND.fullmatch(words[0].before) or AMPERSAND.fullmatch(self.beside.words[match.first].before):
            return True
        is_close = len(words) == 2 and all(SPACES.fullmatch(word.before) for word in words)
        return is_close and words[0].folded in CONJUNCTIONS and words[1].text.casefold() in PARTNERS

    def _is_farther(self, match: Match) -> bool:
        """Whether the kind stands behind or before other words of the thing's name: Bukhara State University."""
        language = main_code(self.beside.language)
        if language in IZAFA:
            return self._is_kind_before_adjective(match)
        is_english = language == "en" and match.last not in self.beside.titled | self.beside.shouted
        if not (is_english or (language in ADDED_ENDINGS and not match.is_oblique)):
            return False
        if POSSESSIVE.search(self.beside.words[match.last].text):
            return False
        for word in self.beside.words[match.last + 1 : match.last + 1 + FARTHEST_KIND]:
            if not SPACES.fullmatch(word.before) or (is_english and not word.is_capital):
                return False
            if word.number > match.last + 1 and THINGS_NAMED.has(word):
                return True
            if not is_english and POSSESSED.search(word.text):
                return False
        return False

    def _is_kind_before_adjective(self, match: Match) -> bool:
        """Донишгоҳи давлатии Хуҷанд: the izafa joins the kind, the adjective and the name."""
        first = self.beside.words[match.first]
        kind, adjective = (
            self.beside.words[max(0, match.first - 2) : match.first][:2] if match.first > 1 else (None, None)
        )
        if kind is None or not (SPACES.fullmatch(first.before) and SPACES.fullmatch(adjective.before)):
            return False
        return THINGS_NAMED.has(kind) and (self.beside.language == "fa" or adjective.text.endswith("и"))
