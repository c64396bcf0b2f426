"""A text in, the subjects that it names out: every spelling and case, nobody too early, nothing guessed."""

import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from people.detection import TEXT_LIMIT, Candidate, find, keys_of, likely_persons, likely_subjects

DATA = Path(__file__).parent / "data"


class MemoryIndex:
    """The names of a test, held as the database would hold them; it counts what it is asked."""

    def __init__(self, *subjects):
        self.keys, self.names, self.questions = defaultdict(list), defaultdict(list), 0
        self.labels = [names[0] for _, names in subjects]
        for number, (kind, names) in enumerate(subjects):
            for text in names:
                candidate = Candidate(number, kind, text)
                self.names[number].append(candidate)
                for key in keys_of(text, kind):
                    self.keys[key].append(candidate)

    def with_keys(self, keys):
        self.questions += 1
        return [(key, candidate) for key in sorted(keys) for candidate in self.keys[key]]

    def of_subjects(self, subject_ids):
        self.questions += 1
        return [candidate for number in subject_ids for candidate in self.names[number]]

    def said_of(self, text, language):
        """What the text is found to name: (words of the text, label), or "?" for the label where it stays open."""
        spans = find(text, language, self).spans
        return [(span.surface, "?" if span.subject_id is None else self.labels[span.subject_id]) for span in spans]


AIZHAN = ("person", ["Aizhan Beknazarova"])
TIMUR = ("person", ["Timur Yesenov"])
OLENA = ("person", ["Olena Hrytsenko"])

FULL_NAMES = [
    ("ru", "Суд оправдал Айжан Бекназарову вчера.", "Айжан Бекназарову", AIZHAN),
    ("ru", "Письмо Тимура Есенова пришло.", "Тимура Есенова", TIMUR),
    ("ru", "О Тимуре Есенове писали.", "Тимуре Есенове", TIMUR),
    ("ru", "Есенов Тимур ушёл.", "Есенов Тимур", TIMUR),
    ("uk", "Розмова з Оленою Гриценко.", "Оленою Гриценко", OLENA),
    ("kk", "Сот Тимур Есеновтың ісін қарады.", "Тимур Есеновтың", TIMUR),
    ("ky", "Кече Тимур Есеновго жолукту.", "Тимур Есеновго", TIMUR),
    ("uz", "Kecha Timur Yesenovning uyida edi.", "Timur Yesenovning", TIMUR),
    ("uz-Cyrl", "Кеча Тимур Есеновнинг уйида эди.", "Тимур Есеновнинг", TIMUR),
    ("kaa", "Кеше Тимур Есеновты көрди.", "Тимур Есеновты", TIMUR),
    ("tk", "Düýn Timur Ýesenowyň öýünde.", "Timur Ýesenowyň", TIMUR),
    ("az", "Dünən Timur Yesenovun evində.", "Timur Yesenovun", TIMUR),
    ("tg", "Дирӯз Тимур Есеновро диданд.", "Тимур Есеновро", TIMUR),
    ("ka", "თიმურ ესენოვმა თქვა.", "თიმურ ესენოვმა", TIMUR),
    ("en", "It was Temur Esenov’s idea.", "Temur Esenov’s", TIMUR),
    ("en", "The lawyer, TIMUR\u00a0YESENOV, spoke.", "TIMUR\u00a0YESENOV", TIMUR),
    ("en", "They met Timur Bolatuly Yesenov there.", "Timur Bolatuly Yesenov", TIMUR),
]


@pytest.mark.parametrize(("language", "text", "surface", "subject"), FULL_NAMES)
def test_a_full_name_is_found_in_every_case(language, text, surface, subject):
    assert MemoryIndex(subject).said_of(text, language) == [(surface, subject[1][0])]


def test_a_bare_name_counts_only_after_the_full_one():
    index = MemoryIndex(TIMUR)
    text = "Yesenov came. Then Timur Yesenov spoke. Later Yesenov left, and Timur laughed."
    assert index.said_of(text, "en") == [(words, "Timur Yesenov") for words in ("Timur Yesenov", "Yesenov", "Timur")]


def test_a_relative_with_the_same_family_name_is_somebody_else():
    index = MemoryIndex(TIMUR)
    text = "Timur Yesenov was tried. His brother Marlen Yesenov was not. Aida Yesenova wept. The Timur Foundation paid."
    assert index.said_of(text, "en") == [("Timur Yesenov", "Timur Yesenov")]


def test_a_family_name_that_two_in_the_text_bear_is_offered_with_both():
    index = MemoryIndex(TIMUR, ("person", ["Marlen Yesenov"]))
    said = index.said_of("Timur Yesenov and Marlen Yesenov are brothers. Both times Yesenov denied it.", "en")
    assert said[-1] == ("Yesenov", "?")


def test_a_name_in_another_order_that_nothing_tells_is_offered_and_not_decided():
    index = MemoryIndex(("person", ["Hans Friedrich"]))
    assert index.said_of("Yesterday Hans Friedrich spoke.", "en") == [("Hans Friedrich", "Hans Friedrich")]
    assert index.said_of("Yesterday Friedrich Hans spoke.", "en") == [("Friedrich Hans", "?")]


def test_a_name_in_arabic_script_is_offered_by_its_consonants_and_decided_by_its_letters():
    text = "دیروز نرگس محمدی آزاد شد."
    assert MemoryIndex(("person", ["Narges Mohammadi"])).said_of(text, "fa") == [("نرگس محمدی", "?")]
    known = MemoryIndex(("person", ["Narges Mohammadi", "نرگس محمدی"]))
    assert known.said_of(text, "fa") == [("نرگس محمدی", "Narges Mohammadi")]


def test_two_subjects_of_one_name_are_never_decided():
    index = MemoryIndex(TIMUR, TIMUR)
    spans = find("Timur Yesenov spoke.", "en", index).spans
    assert [(span.subject_id, len(span.candidates)) for span in spans] == [(None, 2)]


def test_brothers_who_are_recorded_alone_are_not_taken_for_each_other():
    index = MemoryIndex(TIMUR, AIZHAN)
    assert index.said_of("Tahir Yesenov and Aigul Beknazarova met Timur Yesenova.", "en") == []


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        *(
            ("en", "Filmmaker Yesenov"),
            ("en", "Recently Yesenov"),
            ("en", "In March Yesenov"),
            ("en", "In Osh Yesenov"),
        ),
        *(("en", "Mr. Yesenov"), ("en", "Kazakh Yesenov"), ("en", "The late Yesenov")),
        *(("ru", "Книгу Есенова"), ("ru", "Активист Есенов"), ("ru", "Вчера Есенов"), ("ru", "Слова Есенова")),
        *(("kk", "Заңгер Есенов"), ("uz", "Huquqshunos Yesenov")),
    ],
)
def test_a_word_that_opens_the_sentence_is_no_given_name(language, opening):
    full = "Тимур Есенов" if language in ("ru", "kk") else "Timur Yesenov"
    assert len(MemoryIndex(TIMUR).said_of(f"{full}. {opening}.", language)) == 2


def test_a_wife_is_not_her_husband_in_russian_either():
    index = MemoryIndex(TIMUR)
    assert index.said_of("Пришла Айша Есенова. Позже пришёл Тимур Есенов.", "ru") == [("Тимур Есенов", "Timur Yesenov")]


def test_the_longest_match_wins():
    republic = ("place", ["Karakalpakstan"])
    party = ("organization", ["Green Party of Karakalpakstan"])
    said = MemoryIndex(republic, party).said_of("The Green Party of Karakalpakstan left Karakalpakstan.", "en")
    assert said == [(party[1][0], party[1][0]), ("Karakalpakstan", "Karakalpakstan")]


def test_titles_agree_in_other_words_and_cases():
    ministry = ("organization", ["Ministry of Internal Affairs of Tajikistan", "МВД Таджикистана"])
    court = ("organization", ["Верховный суд Казахстана"])
    index = MemoryIndex(ministry, court)
    assert index.said_of("The Tajik Interior Ministry said no.", "en")[0][1] == ministry[1][0]
    assert index.said_of("Жалоба в МВД Таджикистана отклонена.", "ru")[0] == ("МВД Таджикистана", ministry[1][0])
    assert index.said_of("Дело в Верховном суде Казахстана.", "ru") == [("Верховном суде Казахстана", court[1][0])]
    assert index.said_of("The Uzbek Interior Ministry said no.", "en") == []


def test_abbreviations_are_found_as_recorded_and_as_given_in_brackets():
    index = MemoryIndex(("organization", ["Steppe Rights Watch"]), ("organization", ["Union of Printers", "UP"]))
    text = "The SRW is new. Steppe Rights Watch (SRW) wrote that the SRW and the UP, not the up, met."
    label = "Steppe Rights Watch"
    expected = [(label, label), ("SRW", label), ("SRW", label), ("UP", "Union of Printers")]
    assert index.said_of(text, "en") == expected


@pytest.mark.parametrize(
    ("language", "word"),
    [
        *(
            ("en", "Uzbekistan"),
            ("ru", "Узбекистане"),
            ("kk", "Өзбекстанда"),
            ("uz", "O‘zbekistonga"),
            ("uk", "Узбекистану"),
        ),
        *(
            ("ky", "Өзбекстандан"),
            ("tg", "Ӯзбекистон"),
            ("tk", "Özbegistanda"),
            ("az", "Özbəkistanda"),
            ("be", "Узбекістане"),
        ),
        *(
            ("ka", "უზბეკეთში"),
            ("tr", "Özbekistan'a"),
            ("fa", "ازبکستان"),
            ("kaa", "Өзбекстанда"),
            ("uz-Cyrl", "Ўзбекистонда"),
        ),
    ],
)
def test_a_country_is_known_in_every_language_by_its_english_name(language, word):
    assert MemoryIndex(("place", ["Uzbekistan"])).said_of(f"— {word}.", language) == [(word, "Uzbekistan")]


def test_a_country_with_a_code_needs_no_name_of_the_tables():
    assert "gUZ" in keys_of("Our neighbour", "place", country_code="UZ")


def test_a_lone_common_token_is_no_key():
    assert keys_of("Timur Yesenov", "person").isdisjoint(keys_of("Timur", "person") | keys_of("Yesenov", "person"))
    assert len(keys_of("Timur Bolatuly Yesenov", "person")) == 2
    assert keys_of("''", "person") == keys_of("", "place") == set()


def test_a_name_of_one_word_must_agree_to_the_letter():
    index = MemoryIndex(("person", ["Galiya"]))
    assert index.said_of("His wife Galiya said. Kaliya did not.", "en") == [("Galiya", "Galiya")]


def test_two_questions_are_asked_of_the_database_however_long_the_text():
    index = MemoryIndex(TIMUR, AIZHAN)
    find("Timur Yesenov met Aizhan Beknazarova in Almaty. " * 50, "en", index)
    assert index.questions == 2


def test_a_very_long_text_is_looked_at_in_part_and_says_so():
    text = "Timur Yesenov. " + "слово " * (TEXT_LIMIT // 5)
    findings = find(text, "en", MemoryIndex(TIMUR))
    assert (len(findings.decided), findings.is_whole) == (1, False)


def test_the_language_is_guessed_where_none_is_said():
    assert MemoryIndex(TIMUR).said_of("Тимур Есеновтың әңгімесі қызық.", "") == [("Тимур Есеновтың", "Timur Yesenov")]


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=200), st.sampled_from(["", "ru", "kk", "en", "ka", "fa"]))
def test_any_text_can_be_read(text, language):
    for span in find(text, language, MemoryIndex(TIMUR, ("place", ["Osh"]), ("organization", ["UN"]))).spans:
        assert text[span.start : span.end] == span.surface
    likely_subjects(text, language)


def figures(spellings_of):
    """F1 by kind over our own texts, each subject recorded with the names that `spellings_of` gives it."""
    names = json.loads((DATA / "names.json").read_text())
    articles = [json.loads(line) for line in (DATA / "articles.jsonl").read_text().splitlines()]
    kinds = {"persons": "person", "organizations": "organization", "places": "place"}
    index = MemoryIndex(*((kinds[group], spellings_of(row)) for group in kinds for row in names[group]))
    right, wrong, missed = defaultdict(int), defaultdict(int), defaultdict(int)
    for article in articles:
        found = {
            (span.start, index.labels[span.subject_id])
            for span in find(article["text"], article["lang"], index).decided
        }
        meant = {(entity["start"], entity["canonical"]): entity["type"] for entity in article["entities"]}
        kind_of = {label: meant_kind for (_, label), meant_kind in meant.items()}
        for mention in found | set(meant):
            tally = right if mention in found and mention in meant else missed if mention in meant else wrong
            tally[kind_of.get(mention[1], "person")] += 1
    return {kind: 2 * right[kind] / (2 * right[kind] + wrong[kind] + missed[kind]) for kind in kinds.values()}


def test_our_own_texts_with_all_spellings_recorded():
    scores = figures(lambda row: [row["canonical"], *(v["form"] for v in row["variants"] if v["form_kind"] == "full")])
    assert scores["person"] >= 0.97
    assert scores["organization"] >= 0.93
    assert scores["place"] >= 0.94


def test_our_own_texts_with_one_spelling_recorded():
    scores = figures(lambda row: [row["canonical"]])
    assert scores["person"] >= 0.92
    assert scores["place"] >= 0.82


def surfaces(text, language):
    return [likely.surface for likely in likely_persons(text, language)]


def test_likely_persons_are_offered():
    assert surfaces("Yesterday Judge Samal Ibraeva freed Olga Kim in Almaty.", "en") == ["Samal Ibraeva", "Olga Kim"]
    assert surfaces("Вчера адвокат Майра Сагатова и Болат Ержанович Нуров пришли.", "ru") == [
        "Майра Сагатова",
        "Болат Ержанович Нуров",
    ]


def test_openings_titles_places_and_institutions_are_not_offered():
    text = "Former President spoke. The Nurov District Court in New York heard Human Rights Watch. On Monday Prime Minister left."
    assert surfaces(text, "en") == []


def test_what_is_known_is_not_offered_and_each_name_once():
    text = "He met Olga Kim, Olga Kim and Anna Petrova."
    start = text.index("Anna")
    assert [likely.surface for likely in likely_persons(text, "en", [(start, len(text) - 1)])] == ["Olga Kim"]


def test_an_initial_before_a_family_name_must_be_theirs():
    said = MemoryIndex(TIMUR).said_of("Тимур Есенов пришёл. А. Есенов ушёл, Т. Б. Есенов и Т. Есенов остались.", "ru")
    assert [surface for surface, _ in said] == ["Тимур Есенов", "Есенов", "Есенов"]


def test_particles_inside_a_name_are_passed_over():
    index = MemoryIndex(("person", ["Bashar al-Nuri"]), ("person", ["Omar bin Rashid"]))
    said = index.said_of("Then Bashar al Nuri, Bashar al-Nuri and Omar ibn Rashid met.", "en")
    assert [surface for surface, _ in said] == ["Bashar al Nuri", "Bashar al-Nuri", "Omar ibn Rashid"]


def test_a_name_of_one_word_is_not_part_of_a_longer_one():
    assert MemoryIndex(("person", ["Galiya"])).said_of("They met Galiya Omarova. Later Galiya left.", "en") == [
        ("Galiya", "Galiya")
    ]


@pytest.mark.parametrize(
    ("recorded", "language", "text", "surface"),
    [
        ("Supreme Court of Kyrgyzstan", "ru", "Решение Верховного суда Кыргызстана.", "Верховного суда Кыргызстана"),
        ("Supreme Court of Kyrgyzstan", "ky", "Жогорку сот чечти.", "Жогорку сот"),
        ("Prosecutor General's Office of Uzbekistan", "uz", "Kecha Bosh prokuratura aytdi.", "Bosh prokuratura"),
        ("Ministry of Defence of Ukraine", "uk", "Учора Міноборони України заявило.", "Міноборони України"),
        ("МВД Казахстана", "en", "The Kazakh Interior Ministry said.", "Kazakh Interior Ministry"),
        ("National Security Committee", "kk", "Кеше ҰҚК айтты.", "ҰҚК"),
        ("United Nations", "kk", "Кеше БҰҰ айтты.", "БҰҰ"),
    ],
)
def test_a_public_body_is_known_by_what_each_language_calls_it(recorded, language, text, surface):
    assert MemoryIndex(("organization", [recorded])).said_of(text, language) == [(surface, recorded)]


def test_a_body_of_another_state_is_another_body():
    index = MemoryIndex(("organization", ["Supreme Court of Kyrgyzstan"]))
    assert index.said_of("Верховный суд Казахстана и Верховный суд.", "ru") == []
    assert index.said_of("Жоғарғы сот шешті.", "kk") == []


@pytest.mark.parametrize("text", ["Слово ь ъ ь здесь.", "Ъ Ь Ъ", "Айгуль Ь. Муратова, Ъ.", "ь"])
def test_a_letter_without_a_sound_stops_nothing(text):
    index = MemoryIndex(("person", ["Айгуль Муратова"]), ("place", ["Нукус"]))
    assert index.said_of(f"{text} Айгуль Муратова в Нукусе.", "ru")[-1] == ("Нукусе", "Нукус")
