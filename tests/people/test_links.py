"""A text in which a wrong link is near: nobody wrong is linked, and nearly everybody right is found."""

import pytest

from people.detection import find, likely_subjects
from tests.people.risk import judge, risk_texts
from tests.people.test_detection import MemoryIndex


def person(name):
    return "person", [name]


def organisation(*names):
    return "organization", list(names)


def place(name):
    return "place", [name]


def decided(index, text, language):
    return [(surface, label) for surface, label in index.said_of(text, language) if label != "?"]


def test_no_link_of_the_risk_texts_is_wrong_and_nine_of_ten_right_ones_are_found():
    judged = [judge(risk) for risk in risk_texts()]
    assert [line for row in judged for line in row.wrong] == []
    assert sum(row.right for row in judged) >= 0.9 * sum(row.of_all for row in judged)


@pytest.mark.parametrize(
    ("language", "subject", "text", "surfaces"),
    [
        (
            "en",
            organisation("United Nations"),
            "On Sunday an aide came. Only the UN, U.N. for short, knew.",
            ["UN", "U.N."],
        ),
        ("ru", organisation("United Nations"), "Он ждал. Она ждала. ООН молчала.", ["ООН"]),
        ("uz", organisation("United Nations"), "Bu ish yopildi.", []),
        ("ky", organisation("Ministry of Foreign Affairs of Kyrgyzstan"), "Тим отурду.", []),
        ("en", organisation("United Nations"), "WRITER OUT ON BAIL", []),
        ("en", place("United States"), "Us two. The US answered.", ["US"]),
        ("en", organisation("Ministry of Internal Affairs"), "I'm late.", []),
        ("en", place("United States"), "They shouted. LET US OUT. The US listened.", ["US"]),
        ("ru", place("Ош"), "В ОШ № 7 тепло, в Оше тоже.", ["Оше"]),
        ("uz", organisation("DXX"), "DXXning javobi yoʻq.", ["DXXning"]),
    ],
)
def test_an_abbreviation_matches_capitals_letter_for_letter(language, subject, text, surfaces):
    assert [surface for surface, _ in decided(MemoryIndex(subject), text, language)] == surfaces


@pytest.mark.parametrize(
    ("language", "recorded", "text", "surfaces"),
    [
        ("ru", "Марат Олегович Дарьин", "Марат Ильич Дарьин и Дарьин Марат Ильич пришли.", []),
        ("ru", "Марат Олегович Дарьин", "Пришёл Дарьин Марат Олегович.", ["Дарьин Марат Олегович"]),
        ("uz", "Bobur Shavkat oʻgʻli Darov", "Bobur Aziz oʻgʻli Darov keldi.", []),
        ("en", "Marat Vladimirovich Darin", "Marat S. Darin left, Marat V. Darin came.", ["Marat V. Darin"]),
        ("ru", "Марат Дарьин", "Марат Дарьин-младший и Марат Дарьин-старший пекут хлеб.", []),
        ("uz", "Marat Darov", "Marat Darov-kichik keldi.", []),
        ("kk", "Ерлан Сейітұлы Дәров", "Дәров Ерлан Мұратұлы келді.", []),
        ("uz", "Bobur Shavkat oʻgʻli Darov", "Darov Bobur Aziz oʻgʻli keldi.", []),
        ("en", "Marat Darov II", "Marat Darov III spoke to Marat Darov II.", ["Marat Darov"]),
        ("ky", "Айсулуу Жолдош кызы", "Айсулуу Жолдош кызынын үйү.", ["Айсулуу Жолдош кызынын"]),
    ],
)
def test_what_stands_in_the_middle_or_behind_a_hyphen_tells_namesakes_apart(language, recorded, text, surfaces):
    assert [surface for surface, _ in decided(MemoryIndex(person(recorded)), text, language)] == surfaces


@pytest.mark.parametrize(
    ("language", "recorded", "text"),
    [
        ("en", "Perkhat Darov", "Perkhat Darov spoke. Darov left. Prosecutor Aidar Darov stayed."),
        ("en", "Vera Orlova", "Vera Orlova was freed. Vera Lim was not. Vera said nothing."),
        ("ru", "Марат Дарьин", "Марат Дарьин вышел. Его брат Тимур Дарьин остался. Дарьина видели дома."),
        ("tk", "Serdar Darow", "Serdar Darow çykdy. Darowa aglady."),
        ("ru", "Марат Дарьин", "Марат Дарьин вышел. Судья Дарьин молчал."),
        ("uz", "Marat Darov", "Marat Darov chiqdi. Prokuror Darov jim edi."),
        ("ru", "Марат Дарьин", "Тимур и Нина Дарьины вышли. Марат Дарьин ждал. Дарьин молчал."),
        ("en", "Dana Darova", "Dana Darova left. Princess Dana waved."),
    ],
)
def test_a_bare_name_stays_open_where_another_bearer_may_be_meant(language, recorded, text):
    said = MemoryIndex(person(recorded)).said_of(text, language)
    assert [label for _, label in said].count("?") == 1
    assert len(said) == 2


@pytest.mark.parametrize(
    ("language", "recorded", "text"),
    [
        ("ru", "Марат Дарьин", "Марат Дарьин вышел. Супруги Дарьины молчат."),
        ("en", "Marat Darov", "Marat Darov left. Mrs. Darov wept."),
        ("ru", "Айгуль Дарова", "Айгуль Дарова вышла. Господин Даров молчит."),
    ],
)
def test_a_plural_or_a_title_of_the_other_sex_names_somebody_else(language, recorded, text):
    assert len(MemoryIndex(person(recorded)).said_of(text, language)) == 1


@pytest.mark.parametrize(
    ("language", "recorded", "text"),
    [
        ("en", "Marat Darov", "Judge Marat Darov rose. Judge Darov left."),
        ("en", "Marat Darov", "Marat Darov, once a judge, rose. Judge Darov left."),
        ("ru", "Марат Дарьин", "Марат Дарьин молчит. Адвокат Дарьина подал жалобу."),
    ],
)
def test_a_role_that_stands_beside_the_full_name_or_whose_lawyer_it_is_leaves_no_doubt(language, recorded, text):
    assert len(decided(MemoryIndex(person(recorded)), text, language)) == 2


def test_a_family_name_in_the_form_of_the_other_sex_is_somebody_else():
    index = MemoryIndex(person("Шерзод Даров"))
    text = "Дильноза Дарова, супруга Шерзода Дарова, рассказала. Дарова плакала."
    assert index.said_of(text, "ru") == [("Шерзода Дарова", "Шерзод Даров")]


@pytest.mark.parametrize(
    ("language", "subject", "text"),
    [
        ("en", place("Nukus"), "Nukus Street leads to the Nukus Brewery and Nukus Motors."),
        ("ru", person("Марат Дарьин"), "Улица Марата Дарьина и школа имени Марата Дарьина."),
        ("kk", person("Марат Дарин"), "Марат Дарин көшесі мен Марат Дарин атындағы мектеп."),
        ("uz", person("Marat Darov"), "Marat Darov koʻchasi va Marat Darov nomidagi maktab."),
        ("tg", person("Марат Даров"), "Кӯчаи Марат Даров."),
        ("ru", place("Ташкент"), "Кафе «Ташкент» закрыто."),
        ("ru", person("Марат Дарьин"), "Пьеса «Ждать Марата Дарьина» снята."),
        ("en", place("Mary"), "Mary Whitfield spoke."),
        ("ru", place("Mary"), "Мария вышла."),
        ("en", place("Osh"), "Tyre and New Osh are other towns."),
        ("en", person("Marat Darov"), "Marat Darov & Sons and Marat Darov and Partners closed."),
        ("en", place("Nukus"), "The Nukus State Pedagogical University reopened after a long winter break."),
        ("uz", place("Buxoro"), "Buxoro davlat universiteti yopildi."),
        ("tg", place("Хуҷанд"), "Донишгоҳи давлатии Хуҷанд баста шуд."),
        ("en", place("Kent"), "Yesterday the reporter Clark Kent arrived."),
        ("uk", place("Суми"), "Зникли великі суми. Суми повернули."),
        ("ky", place("Нарын"), "Нарын Айып сүйлөдү."),
        ("ru", organisation("Весна"), "Весной 2021 года."),
        ("ru", organisation("Мемориал"), "Мемориал погибшим открыт."),
        ("en", organisation("Justice for All"), "Justice for all."),
        ("ky", organisation("Келечек"), "Келечек жакшы."),
        ("uz", organisation("Hamjihatlik"), "Hamjihatlik kerak."),
        ("en", person("Marat Darov"), "They left on the ship Marat Darov."),
        ("ru", organisation("Генеральная прокуратура Узбекистана"), "Он из Узбекистана. Генпрокуратура молчит."),
        ("en", organisation("Silk Bank (Osh)"), "Silk Bank (Almaty) closed."),
    ],
)
def test_a_thing_a_work_or_a_word_is_no_subject(language, subject, text):
    assert decided(MemoryIndex(subject), text, language) == []


def test_a_persons_name_that_is_also_a_places_is_told_by_the_full_name():
    index = MemoryIndex(place("Washington"), person("Darius Washington"))
    text = "Darius Washington left. Washington spoke in Washington."
    assert [label for _, label in index.said_of(text, "en")] == ["Darius Washington", "?", "Washington"]


@pytest.mark.parametrize("text", ["Движение «Весна» закрыто.", "«Весна» закрыта.", "Суд закрыл Весну."])
def test_a_common_word_is_an_organisation_in_quotation_marks_beside_its_kind_or_inside_a_sentence(text):
    assert len(decided(MemoryIndex(organisation("Весна")), text, "ru")) == 1


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "DAROV FREED"),
        ("en", "Darov freed"),
        ("en", "Court Frees Darov After Long Trial"),
        ("en", "Writer Darov Freed on Bail"),
        ("ru", "ДАРОВА ОТПУСТИЛИ"),
    ],
)
def test_a_headline_may_name_whom_the_text_names_in_full(language, headline):
    names = {"en": "Perkhat Darov walked out.", "ru": "Перхат Даров вышел."}
    said = decided(MemoryIndex(person("Perkhat Darov")), f"{headline}\n\n{names[language]}", language)
    assert len(said) == 2


@pytest.mark.parametrize(
    ("language", "recorded", "text", "surface"),
    [
        ("kk", "Supreme Court of Kazakhstan", "Қазақстан Жоғарғы сотына шағым түсті.", "Қазақстан Жоғарғы сотына"),
        (
            "uk",
            "Prosecutor General's Office of Ukraine",
            "Офіс генпрокурора України мовчить.",
            "Офіс генпрокурора України",
        ),
        (
            "kk",
            "Өзбекстанның Бас прокуратурасы",
            "Өзбекстан Бас прокуратурасына барды.",
            "Өзбекстан Бас прокуратурасына",
        ),
        ("ru", "Министерство юстиции Казахстана", "Казахстанское министерство юстиции молчит.", "министерство юстиции"),
        ("kk", "Ministry of Justice of Kazakhstan", "Әділет министрлігі мен Қазақстанның банкі.", "Әділет министрлігі"),
        ("ru", "Дарская школа № 5", "В Дарской школе № 5 тепло, в Дарской школе № 15 нет.", "Дарской школе № 5"),
    ],
)
def test_a_body_is_known_by_its_country_or_number(language, recorded, text, surface):
    assert decided(MemoryIndex(organisation(recorded)), text, language) == [(surface, recorded)]


def test_initials_behind_a_family_name_are_read_in_their_order():
    index = MemoryIndex(person("Артём Русланович Даров"))
    said = decided(index, "Артём Русланович Даров подписал. Копию взял Даров К. А., потом Даров А. Р. ушёл.", "ru")
    assert [surface for surface, _ in said] == ["Артём Русланович Даров", "Даров"]


@pytest.mark.parametrize(
    ("language", "text", "offered"),
    [
        (
            "ru",
            "Фонд «Ак жол» и ООО «Арал Инвест» молчат.",
            [("Ак жол", "organization"), ("Арал Инвест", "organization")],
        ),
        (
            "en",
            "The Aral Media Foundation met Olga Kim.",
            [("Aral Media Foundation", "organization"), ("Olga Kim", "person")],
        ),
        ("kk", "«Ақ жол» партиясы Қаражар ауылында.", [("Ақ жол", "organization"), ("Қаражар", "place")]),
        ("ru", "В селе Каражар и городе Шымбае.", [("Каражар", "place"), ("Шымбае", "place")]),
        ("en", "In the village of Karajar, Kegeyli District.", [("Karajar", "place"), ("Kegeyli District", "place")]),
        ("uz", "Yangi uy Qoʻngʻirot tumanida.", [("Qoʻngʻirot", "place")]),
        ("ru", "Фильм «Весна» идёт. Движение закрыто, село спит. УПАЛ ФОНД «АК ЖОЛ»", [("АК ЖОЛ", "organization")]),
        ("en", "On Monday the Party left the City.", []),
    ],
)
def test_what_its_kind_makes_an_organisation_or_a_place_is_offered(language, text, offered):
    assert [(likely.surface, likely.kind) for likely in likely_subjects(text, language)] == offered


def test_readers_are_led_to_confirmed_subjects_only_and_never_by_the_words_of_another():
    index = MemoryIndex(person("Marat Darov"), person("Aigul Darova"), place("Nukus"))
    text = "Marat Darov met Aigul Darova in Nukus. Darov left."
    found = find(text, "en", index)
    assert [span.surface for span in found.links_to({0})] == ["Marat Darov", "Darov"]
    assert [span.surface for span in found.links_to({0, 2})] == ["Marat Darov", "Nukus", "Darov"]
    assert found.links_to(set()) == []


def test_what_is_recorded_is_not_offered_again():
    text = "Движение «Весна» в селе Каражар."
    start = text.index("Весна")
    assert [likely.surface for likely in likely_subjects(text, "ru", [(start, start + 5)])] == ["Каражар"]
