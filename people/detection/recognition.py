"""Where a text names somebody whose name readers must not see.

The same comparison as finding, read otherwise: a link wants certainty, hiding takes doubt for a name. A protected subject is in
play in a story that is tagged with it, or that holds its full name in any order, script or form; then every word that compares as
one of its names is named, small letters, joined words, handles and addresses too. A word that is a common word as well, such as
Вера or Will, names only with a capital inside a sentence or beside another part, and is otherwise listed as a doubt.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from people.detection.agreement import words_agree
from people.detection.protected import JOINED, MIDDLE, OTHER_ENDING_COST, Part, ProtectedIndex
from people.detection.skeletons import shapes_of
from people.detection.stop_words import COMMON_NAMES, TITLES_FOLDED
from people.detection.tokens import Token, tokens_of
from people.detection.word_likeness import CYRILLIC, ENDING, NEAR, SHORT, cost_of, forms_of, holds, near, sounds_of
from people.names.comparison import RUSSIAN_ENDING
from people.names.folding import fold
from people.names.inflection import is_slavic, main_code
from people.names.parts import PARTICLES, SLAVIC_PATRONYMIC, SON_OR_DAUGHTER, TURKIC_PATRONYMIC

#: What may stand between two parts of one name, in running text and in an address.
GAP = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f]*(?:[-\u2010-\u2015\u2212]\n?|\n)?[ \t\u00a0\u2000-\u200a\u202f]*")
OPENING, CLOSING = re.compile(r"\s*[(«„“\"'‘]$"), re.compile(r"[)»“”\"'’]\s*")
COMMA = re.compile(r",\s+")
ADDRESS_GAP = re.compile(r"[^\w\s]{0,2}|_+|%20|\+|\d{1,2}")
INITIAL_GAP = re.compile(r"[.,]?[ \t\u00a0\u2009\u202f]*(?:[-\u2010\u2011][ ]?)?")
DOT_INSIDE_SENTENCE = re.compile(r"\.(?=[,;:)]|\s*[^\W\d_A-ZА-ЯЁЇІЄҚҒӘҲЎ])")
ADDRESS_INITIAL_GAPS = {"", ".", "_", "-"}
MOST_BETWEEN = 2
TIE = 0.05
SON_OR_DAUGHTER_IN_CASES = re.compile(rf"{SON_OR_DAUGHTER.pattern.removesuffix('$')}(?:{ENDING.pattern})")
HYPHENS = ("-", "\u2010", "\u2011")
SHORTEST_SMALL = 5
SHORTEST_INSIDE = 6
SHORTEST_INSIDE_ADDRESS = 5
CAPITALS_SAY_NOTHING = {"de"}


class Place(NamedTuple):
    """A stretch of the text and the protected subject that it names."""

    start: int
    end: int
    subject: int


class Hit(NamedTuple):
    part: Part
    cost: float


class Reader:
    """One text, read for the names of an index."""

    def __init__(self, text: str, language: str, index: ProtectedIndex):
        self.text, self.index, self.language = text, index, main_code(language)
        self.tokens = tuple(map(self._as_name, tokens_of(text))) if index.names else ()
        self.hits = [self._hits_of(token, token.text) for token in self.tokens]
        self._add_partners()

    def _as_name(self, token: Token) -> Token:
        """A name of two letters at the end of a sentence is no initial: увели Анну Ли. Потом вернулась."""
        if len(token.text) != 2 or not token.has_dot:
            return token
        hits = self.index.weighed(token.text, self.language)
        is_name = any(cost <= 0.05 and not part.cost and part.position >= 0 for part, cost in hits)
        return replace(token, has_dot=False) if is_name else token

    def _add_partners(self):
        """Beside a family name a given name may lack a sound that tells shapes apart: Daolemurat for Dauletmurat."""
        for one, other in zip(self.tokens, self.tokens[1:], strict=False):
            is_named = self.hits[one.number] or self.hits[other.number]
            if is_named and self._are_capitals(one, other) and self._is_beside(one, other):
                self.hits[one.number] += self._partners(one, self.hits[other.number], self.hits[one.number])
                self.hits[other.number] += self._partners(other, self.hits[one.number], self.hits[other.number])

    def _partners(self, token: Token, beside: list[Hit], own: list[Hit]) -> list[Hit]:
        known = {hit.part.name for hit in own}
        names = {
            hit.part.name: hit.part.subject
            for hit in beside
            if hit.part.position == self.index.last[hit.part.name] > 0 and hit.part.name not in known
        }
        return [
            Hit(part, cost)
            for name, subject in sorted(names.items())
            for part in self.index.of_subject[subject]
            if part.name == name and part.position == 0 and not part.cost and len(part.sounds) > SHORTEST_SMALL
            if (cost := cost_of(token.text, self.language, part.sounds, part.is_bare)) is not None
        ]

    @cached_property
    def full(self) -> list[Place]:
        """The stretches in which somebody is named in full."""
        found = []
        for token, hits in zip(self.tokens, self.hits, strict=True):
            for hit in hits:
                if hit.part.position == JOINED:
                    found.append(Place(token.start, token.end, hit.part.subject))
                elif hit.part.position != MIDDLE and self.index.lengths[hit.part.name] > 1:
                    found += self._full_from(token, hit)
        return sorted(set(found))

    def full_names(self) -> list[Place]:
        return self.full

    def _full_from(self, token: Token, hit: Hit) -> Iterable[Place]:
        between = []
        for other in self.tokens[token.number + 1 : token.number + 2 + MOST_BETWEEN]:
            before = self.tokens[other.number - 1]
            if not (self._is_beside(before, other, comma=not between) or self._is_in_brackets(before, other)):
                return
            for opposite in self.hits[other.number]:
                if self._are_one_name(hit.part, opposite.part) and self._agree(token, hit, between, other, opposite):
                    yield Place(token.start, other.end, hit.part.subject)
            between.append(other)

    def _is_in_brackets(self, before: Token, token: Token) -> bool:
        """A name with a short or a former one in brackets: Анна «Аня» Ким, Анна Ким (Ли)."""
        if OPENING.fullmatch(token.before):
            return bool(CLOSING.match(self.text, token.end))
        return bool(CLOSING.fullmatch(token.before) and OPENING.search(before.before))

    def _are_one_name(self, one: Part, other: Part) -> bool:
        """Two words of one spelling, its last among them; of a name of two words in any order."""
        if one.name != other.name or one.position == other.position or min(one.position, other.position) < 0:
            return False
        return self.index.last[one.name] in (one.position, other.position)

    def _agree(self, token, hit, between, other, opposite) -> bool:
        are_words = self.is_common(token, hit.part) and self.is_common(other, opposite.part)
        if self._are_small(token, other) and any(
            self._is_short_word(*pair) for pair in ((token, hit), (other, opposite))
        ):
            return False
        if are_words and (between or not self._are_capitals(token, other) or "," in other.before):
            return False
        if between and not all(map(self._may_stand_inside, between)):
            return False
        if self._contradicts(hit.part.name, between):
            return False
        return self._cases_agree(token, hit, other, opposite)

    def _are_small(self, *tokens: Token) -> bool:
        return not any(token.has_no_case or token.in_address or token.is_capital for token in tokens)

    def _is_short_word(self, token: Token, hit: Hit) -> bool:
        """знал ли мин он: no name of small letters."""
        return len(hit.part.sounds) < SHORT and self.is_common(token, hit.part)

    def _are_capitals(self, *tokens: Token) -> bool:
        return all(token.has_no_case or token.is_capital for token in tokens)

    def _may_stand_inside(self, token: Token) -> bool:
        if token.is_initial or token.text.lower() in PARTICLES or token.in_address:
            return True
        return token.has_no_case or token.is_capital or self._is_son_or_daughter(token)

    def _is_small_part(self, token: Token) -> bool:
        is_particle = token.is_initial or token.text.lower() in PARTICLES
        return is_particle or self._is_son_or_daughter(token) or self.is_patronymic(token)

    def _is_son_or_daughter(self, token: Token) -> bool:
        return len(token.text) <= 10 and bool(SON_OR_DAUGHTER_IN_CASES.fullmatch(sounds_of(token.text, self.language)))

    def _contradicts(self, name: int, between: list[Token]) -> bool:
        """Whether a father's name between the two words is another than the recorded one."""
        recorded = self.index.middles[name]
        fathers = [token for token in between if self.is_patronymic(token)]
        return bool(recorded and fathers) and all(
            cost_of(token.text, self.language, recorded) is None for token in fathers
        )

    def is_patronymic(self, token: Token) -> bool:
        return any(
            SLAVIC_PATRONYMIC.search(base.sounds) or TURKIC_PATRONYMIC.search(base.sounds)
            for base in forms_of(token.text, self.language)
        )

    def _cases_agree(self, token, hit, other, opposite) -> bool:
        """Саша Петренкова is not Саша Петренков: in a Slavic text both words stand in one case."""
        language = self.language if is_slavic(self.language) else "ru"
        if token.in_address or not CYRILLIC.match(token.text) or not is_slavic(self.language):
            return True
        return words_agree(token.text, hit.part.sounds, other.text, opposite.part.sounds, language)

    # Words ------------------------------------------------------------------------------------------------------------

    def _hits_of(self, token: Token, text: str) -> list[Hit]:
        found = self.index.weighed(text, self.language)
        if not found or token.is_initial:
            return []
        return [Hit(part, cost + part.cost) for part, cost in found if self._is_near_enough(token, part, cost)]

    def _is_near_enough(self, token: Token, part: Part, cost: float) -> bool:
        if part.cost == OTHER_ENDING_COST and self._has_other_ending(token, part):
            return False
        if part.position == JOINED:
            return cost <= near(part.sounds)  # Kimono is not KimAnna
        if token.is_capital or token.has_no_case:
            return True
        if len(part.sounds) < SHORTEST_SMALL and not token.in_address:
            return cost <= 0.05 and not part.cost
        return cost <= near(part.sounds)

    def _has_other_ending(self, token: Token, part: Part) -> bool:
        """A brother's name is not the sister's without its ending, with another."""
        word = sounds_of(token.text, self.language)
        return not RUSSIAN_ENDING.search(part.sounds) and bool(RUSSIAN_ENDING.search(word))

    def is_common(self, token: Token, part: Part) -> bool:
        """Whether the part of the name is a word of the text's language too."""
        languages = (self.language, "ru" if CYRILLIC.match(token.text) else "en")
        return len(part.sounds) == 1 or any(
            sounds in COMMON_NAMES.get(code, ()) for code in languages for sounds in self.index.written_alike(part)
        )

    def _is_beside(self, one: Token, other: Token, comma: bool = False) -> bool:
        if one.in_address and other.in_address:
            return bool(ADDRESS_GAP.fullmatch(other.before))
        if GAP.fullmatch(other.before) or (one.is_initial and INITIAL_GAP.fullmatch(other.before)):
            return True
        return comma and bool(COMMA.fullmatch(other.before)) and self._are_capitals(one, other)

    # In play ----------------------------------------------------------------------------------------------------------

    def named(self, in_play: set[int]) -> tuple[list[Place], list[Place]]:
        """Every word that may name one of these subjects, and the words that only may be one of its names."""
        chosen = self._chosen(in_play)
        sure, doubts = {}, []
        for number, hits in chosen.items():
            token = self.tokens[number]
            if not self._lies_in_full_name(token, hits) and self._is_alone_a_word(token, hits, chosen):
                doubts.append(Place(token.start, token.end, hits[0].part.subject))
            else:
                sure[number] = hits[0].part.subject
        told = {(self.tokens[number].start, self.tokens[number].end) for number in sure}
        # A line with the mark of a note is read twice, and its second reading may know more.
        doubts = [place for place in dict.fromkeys(doubts) if place[:2] not in told]
        return self._stretches(sure, chosen), doubts

    def _chosen(self, in_play: set[int]) -> dict[int, list[Hit]]:
        """The hits of the subjects in play, the best first, those of words that are joined or split among them."""
        chosen: dict[int, list[Hit]] = defaultdict(list)
        for token, hits in zip(self.tokens, self.hits, strict=True):
            chosen[token.number] += [hit for hit in hits if hit.part.subject in in_play]
        parts = [part for subject in sorted(in_play) for part in self.index.of_subject[subject]]
        beginnings = {shape[:cut] for part in parts for shape in shapes_of(part.sounds) for cut in range(1, len(shape))}
        for one, other in zip(self.tokens, self.tokens[1:], strict=False):
            if not (chosen[one.number] or chosen[other.number]) and self._is_beside(one, other):
                for hit in self._split(one, other, in_play, beginnings):
                    chosen[one.number].append(hit)
                    chosen[other.number].append(hit)
        for token in self.tokens:
            if not chosen[token.number]:
                chosen[token.number] += self._inside(token, parts)
        return {
            number: sorted(hits, key=lambda hit: (hit.cost, -len(hit.part.sounds), hit.part))
            for number, hits in chosen.items()
            if hits
        }

    def _split(self, one: Token, other: Token, in_play, beginnings) -> list[Hit]:
        """One name written as two words."""
        if one.is_initial or not any(shape in beginnings for shape in shapes_of(sounds_of(one.text, self.language))):
            return []
        if not (one.is_capital or one.has_no_case or one.in_address or other.before in HYPHENS):
            return []
        return [
            hit
            for hit in self._hits_of(one, one.text + other.text.lower())
            if hit.part.subject in in_play and len(hit.part.sounds) >= SHORTEST_SMALL and hit.cost <= NEAR
        ]

    def _inside(self, token: Token, parts: list[Part]) -> list[Hit]:
        """A name that is joined to other words: arrestovan_tleukabilov, #СвободуТлеукабилову, tleukabilovdelo."""
        word = sounds_of(token.text, self.language)
        shortest = SHORTEST_INSIDE_ADDRESS if token.in_address else SHORTEST_INSIDE
        if len(word) <= shortest:
            return []
        return [
            Hit(part, NEAR)
            for part in parts
            if shortest <= len(part.sounds) < len(word)
            and not part.cost
            # Outside an address a name may begin a longer word, not end one: Торемуратов is no Муратов.
            and (holds(word, part.sounds) if token.in_address else word.startswith(part.sounds))
        ]

    def _is_alone_a_word(self, token: Token, hits: list[Hit], chosen) -> bool:
        nearest = [hit for hit in hits if hit.cost <= hits[0].cost + TIE]
        if any(hit.part.position == JOINED or not self.is_common(token, hit.part) for hit in nearest):
            return False
        if self._has_company(token, hits, chosen):
            return False
        if token.in_address or token.has_no_case or self.language in CAPITALS_SAY_NOTHING:
            return True
        return not token.is_capital or token.begins_sentence or token.shouted or self._is_in_titled_line(token)

    def _lies_in_full_name(self, token: Token, hits: list[Hit]) -> bool:
        """Of a full name every word is a name: Nguyen Van Do."""
        subject = hits[0].part.subject
        return not self._are_small(token) and any(
            place.subject == subject and place.start <= token.start < place.end for place in self.full
        )

    def _has_company(self, token: Token, hits: list[Hit], chosen) -> bool:
        for number in (token.number - 1, token.number + 1):
            if not 0 <= number < len(self.tokens):
                continue
            other = self.tokens[number]
            left, right = (other, token) if number < token.number else (token, other)
            if not self._is_beside(left, right) or (token.in_address and "/" in right.before):
                continue
            is_initial = other.is_initial if other is left else other.may_be_initial
            if is_initial and (token.is_capital or token.in_address or token.has_no_case):
                return True
            if token.is_capital and number < token.number and fold(other.text, self.language) in TITLES_FOLDED:
                return True
            if self._write_alike(token, other) and any(
                self._complete(hit, opposite) for hit in hits for opposite in chosen.get(number, ())
            ):
                return True
        return False

    def _write_alike(self, token: Token, other: Token) -> bool:
        """Анфиса Ли and анфиса ли, but not "ли Анфиса"."""
        return token.has_no_case or token.in_address or token.is_capital or not other.is_capital

    def _complete(self, hit: Hit, other: Hit) -> bool:
        return hit.part.subject == other.part.subject and hit.part.position != other.part.position

    def _is_in_titled_line(self, token: Token) -> bool:
        if CYRILLIC.match(token.text):
            return False  # only Latin headlines give every word a capital
        line = [other for other in self.tokens if other.line == token.line]
        if len(line) < 4 or len(line) > 25:
            return False
        return sum(other.is_capital for other in line) >= 0.7 * len(line)

    # Stretches --------------------------------------------------------------------------------------------------------

    def _stretches(self, sure: dict[int, int], chosen) -> list[Place]:
        """Neighbouring words of one subject as one stretch, with what stands inside the name and its initials."""
        found: list[list[int]] = []
        for number in sorted(sure):
            if found and self._is_one_stretch(found[-1], number, sure):
                found[-1][-1] = number
            else:
                found.append([number, number])
        return [self._place(first, last, sure[first]) for first, last in found]

    def _is_one_stretch(self, stretch: list[int], number: int, sure) -> bool:
        first, last = stretch
        if number - last > 1 + MOST_BETWEEN or sure[first] != sure[number]:
            return False
        inner = self.tokens[last + 1 : number]
        if any(token.has_no_case and not self._is_small_part(token) for token in inner):
            return False
        pairs = zip(self.tokens[last:number], self.tokens[last + 1 : number + 1], strict=True)
        if not all(self._is_beside(one, other, comma=not inner) for one, other in pairs):
            return False
        if any("\n" in other.before and "-" not in other.before for other in self.tokens[last + 1 : number + 1]):
            return False
        return all(map(self._may_stand_inside, inner))

    def _place(self, first: int, last: int, subject: int) -> Place:
        while first and (step := self._belong_before(first)):
            first -= step
        while last + 1 < len(self.tokens) and (step := self._belong_behind(last)):
            last += step
        end = self.tokens[last].end
        if self.tokens[last].is_initial and DOT_INSIDE_SENTENCE.match(self.text, end):
            end += 1
        return Place(self.tokens[first].start, end, subject)

    def _belong_before(self, first: int) -> int:
        """How many words before the name belong to it: an initial, or two that tell its father (Бакыт кызы Назгул)."""
        if self._belongs_before(self.tokens[first - 1], self.tokens[first]):
            return 1
        return (
            2
            if first > 1 and self._tell_father(first - 2) and self._is_beside(*self.tokens[first - 1 : first + 1])
            else 0
        )

    def _belong_behind(self, last: int) -> int:
        if self._belongs_behind(self.tokens[last], self.tokens[last + 1]):
            return 1
        is_beside = self._is_beside(*self.tokens[last : last + 2])
        return 2 if is_beside and not self.tokens[last + 1].begins_sentence and self._tell_father(last + 1) else 0

    def _tell_father(self, number: int) -> bool:
        """Whether these two words are a father's name and that this is his child: Жолдошбек уулу, Anvar oʻgʻli."""
        pair = self.tokens[number : number + 2]
        return (
            len(pair) == 2
            and self._are_capitals(pair[0])
            and self._is_beside(*pair)
            and self._is_son_or_daughter(pair[1])
        )

    def _belongs_before(self, token: Token, name: Token) -> bool:
        """Initials go with the name that they stand before."""
        if token.in_address:
            return token.is_initial and name.before in ADDRESS_INITIAL_GAPS
        is_initial = token.is_initial or (token.may_be_initial and not token.begins_sentence and not token.shouted)
        return is_initial and self._is_beside(token, name)

    def _belongs_behind(self, name: Token, token: Token) -> bool:
        """Initials and fathers' names go with the name that they stand behind."""
        if self._is_split_ending(token):
            return True
        if token.in_address:
            small = token.is_initial or self._is_son_or_daughter(token)
            return small and token.before in ADDRESS_INITIAL_GAPS
        if token.is_initial or (name.is_initial and token.may_be_initial):
            return bool(INITIAL_GAP.fullmatch(token.before))
        if token.may_be_initial:
            return not token.before.strip(" \u00a0\u202f") and not token.begins_sentence
        if not self._is_beside(name, token):
            return False
        return self._is_son_or_daughter(token) or (
            (token.is_capital or token.has_no_case) and self.is_patronymic(token) and not token.begins_sentence
        )

    def _is_split_ending(self, token: Token) -> bool:
        """-нинг behind a hyphen, Ға behind the last letter of a name in capitals."""
        is_joined = token.is_part or (token.before in HYPHENS and not token.is_capital)
        return is_joined and len(token.text) <= 6 and bool(ENDING.fullmatch(sounds_of(token.text, self.language)))
