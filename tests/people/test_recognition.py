"""What hiding recognises in a text: everything that the finder would take for a protected person, and more in doubt."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.base.transliteration import latinise
from people.detection.protected import ProtectedName, index_of
from people.detection.traces import shapes_asked_for, trace_of
from tests.people.withheld import hidden_in_vain, left_readable, recognise, withheld_forms, withheld_texts

PERSON = "Жумагелди Ширтанбеков"


def index(*names, language=""):
    return index_of(tuple(ProtectedName(number, "person", name, language) for number, name in enumerate(names, 1)))


def hidden(text, *names, language="ru", tagged=True):
    """The words of a text that are replaced."""
    places = recognise(text, language, index(*names), range(1, len(names) + 1) if tagged else ()).places
    return [text[place.start : place.end] for place in places]


def places_in(judged, tagged):
    names = tuple(
        ProtectedName(number, "person", person["name"], person["language"])
        for number, person in enumerate(judged.withheld, 1)
    )
    return recognise(judged.text, judged.language, index_of(names), range(1, len(names) + 1) if tagged else ()).places


@pytest.mark.parametrize("judged", withheld_texts("tagged"), ids=lambda judged: judged.id)
def test_no_word_of_a_tagged_person_stays_readable(judged):
    assert left_readable(judged, places_in(judged, tagged=True)) == []


@pytest.mark.parametrize("judged", withheld_texts("untagged"), ids=lambda judged: judged.id)
def test_no_word_stays_readable_where_the_full_name_stands(judged):
    assert left_readable(judged, places_in(judged, tagged=False)) == []


@pytest.mark.parametrize("judged", withheld_texts("innocent"), ids=lambda judged: judged.id)
def test_a_text_about_somebody_else_is_untouched(judged):
    assert places_in(judged, tagged=False) == []


@pytest.mark.parametrize("judged", withheld_texts("tagged") + withheld_texts("untagged"), ids=lambda judged: judged.id)
def test_nothing_else_of_the_text_goes(judged):
    places = places_in(judged, tagged=judged.group == "tagged")
    others = {word for person in judged.named for word in person["name"].split()}
    gone = [word for word in hidden_in_vain(judged, places) if not any(other[:4] in word for other in others)]
    assert gone == []


@pytest.mark.parametrize("language", ["ru", "en", "uz", "fa"])
@pytest.mark.parametrize("person", withheld_forms(), ids=lambda person: person["recorded"])
def test_each_written_form_of_a_name_goes(person, language):
    for form in person["forms"]:
        text = f"— {form} —"
        names = (ProtectedName(1, "person", person["recorded"], person["language"]),)
        places = recognise(text, language, index_of(names), {1}).places
        left = "".join(text[at] for at in range(len(text)) if not any(one.start <= at < one.end for one in places))
        assert not re.search(r"(?i)khrap|храпч|шир|shir|şir|tumr|тумр|qosv|косв|жума|zhum|jum|зинов|zinov|ზ|ჟ", left), (
            form
        )


# Single words ---------------------------------------------------------------------------------------------------------


def test_a_name_in_another_order_and_script_is_enough():
    assert hidden("Вчера Eralinov Bekzat уехал.", "Бекзат Ералинов", tagged=False) == ["Eralinov Bekzat"]


def test_a_bare_family_name_is_nobody_in_a_story_that_does_not_name_the_person():
    assert hidden("Ералинов уехал, а Бекзат остался.", "Бекзат Ералинов", tagged=False) == []


def test_a_small_letter_does_not_save_a_name():
    assert hidden("писал ералинов, и ералинову ответили", "Бекзат Ералинов") == ["ералинов", "ералинову"]


@pytest.mark.parametrize("text", ["Цоя", "Цоем", "Цою", "ЦОЙ", "Tsoy", "В. Цоя", "Цой В"])
def test_a_short_family_name_goes_in_every_case(text):
    assert hidden(f"Видели, как {text}, увели.", "Виктор Цой") == [text]


def test_a_part_that_is_a_word_goes_with_a_capital_inside_a_sentence():
    assert hidden("Спросили, видела ли Анну Ли соседка. Позже Ли ушла. Не пора ли? Ли устала.", "Анна Ли") == [
        "Анну Ли",
        "Ли",
    ]


def test_a_part_that_is_a_word_goes_beside_an_initial_or_a_title():
    assert hidden("А. Ли здесь.\nГоспожа Ли здесь.", "Анна Ли") == ["А. Ли", "Ли"]


def test_a_part_that_is_a_word_is_listed_where_it_may_be_one():
    text = "Вера умирает последней."
    found = recognise(text, "ru", index("Вера Мир"), {1})
    assert (found.places, [text[place.start : place.end] for place in found.doubts]) == ([], ["Вера"])


def test_words_of_one_name_that_belong_to_two_sentences_are_words():
    assert hidden("Так сказала Вера. Мир вернулся.", "Вера Мир", tagged=False) == []


@pytest.mark.parametrize("text", ["Мария Щедрина", "Салтыкова—Щедрина", "Салтыкова‑Щедрина", "Салтыковой", "Щедриной"])
def test_half_of_a_double_name_goes(text):
    assert "".join(hidden(f"Пришла {text}, и всё.", "Мария Салтыкова-Щедрина")) == text


@pytest.mark.parametrize(
    "sign", "\u034f\u180e\u2800\u3164\ufff9\U000e0061\U000e0101\U0001d173\u0336\u0489\u1ab0\u1dc4\ufe20\u0e31"
)
def test_signs_that_a_reader_does_not_take_for_letters_change_nothing(sign):
    text = f"Бек{sign}зата Е{sign}ралинов{sign}а"
    assert "".join(hidden(f"Видели {text} вчера.", "Бекзат Ералинов", tagged=False)) == text


@pytest.mark.parametrize(
    "text", ["ЕрАлИнОвА", "еРАЛИНОВ", "Е р а л и н о в", "Е | р | а | л | и | н | о | в", "Е/р/а/л/и/н/о/в"]
)
def test_capitals_and_gaps_anywhere_in_a_word_do_not_save_it(text):
    assert text in hidden(f"Был там {text}, и всё.", "Бекзат Ералинов")


@pytest.mark.parametrize("text", ["Ц о й", "Ц.о.й", "Ц*о*й", "Ц|о|й"])
def test_a_short_name_with_gaps_goes(text):
    assert text in hidden(f"Был там {text}, и всё.", "Виктор Цой")


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        *[("Лев Орёл", "ru", text) for text in ("Льва", "Львом", "Льве", "Орла", "Орлу", "Орлом")],
        *[("Ольга Малка", "uk", text) for text in ("Ользі", "Малці")],
        *[("Василь Кіт", "uk", text) for text in ("Кота", "Котові", "Коті")],
        *[("Вольга Малка", "be", text) for text in ("Вользе", "Малцы")],
        *[("Jonas Kazlauskas", "lt", text) for text in ("Kazlausko", "Kazlauskui", "Jono")],
        *[("Jurijus Šimkus", "lt", text) for text in ("Šimkaus", "Jurijaus")],
        *[("Jurij Žuk", "lt", text) for text in ("Žuko", "Žuką", "Jurijaus")],
        *[("Māris Kalniņš", "lv", text) for text in ("Kalniņa", "Kalniņam", "Māra", "Mārim")],
    ],
)
def test_a_name_that_changes_its_stem_goes_in_every_case(name, language, text):
    assert hidden(f"… и здесь же {text}, и там.", name, language=language) == [text]


def test_a_town_is_not_somebody_s_given_name():
    assert hidden("Он уехал во Львов.", "Лев Тимурин") == []


def test_a_vowel_that_another_language_has_does_not_make_a_word_a_name():
    assert hidden("ВЕРА И МИР НА ЗЕМЛЕ. Любовь зимой холодна.", "Вера Мир", "Любовь Зима", tagged=False) == []


def test_a_name_of_two_letters_ends_its_sentence():
    text = "Ищут Марину Ан. Тогда Ан молчала."
    assert hidden(text, "Марина Ан") == ["Марину Ан", "Ан"]


def test_a_name_of_one_letter_goes_beside_the_other_and_inside_a_sentence():
    assert hidden("Видели Линь О там, и О молчала. О мире. о том", "Линь О", tagged=False) == ["Линь О", "О"]


@pytest.mark.parametrize(
    "text", ["Сатаров Айбек Жолдошбек уулу", "Айбек Жолдошбек уулу Сатаров", "Жолдошбек уулу Айбек"]
)
def test_the_father_s_name_goes_wherever_it_stands(text):
    assert hidden(f"Видели, {text} ушёл.", "Айбек Сатаров") == [text]


@pytest.mark.parametrize("text", ["Бекзат «Беке» Ералинов", "Бекзат (Беке) Ералинов", "Бекзат Саянов (Ералинов)"])
def test_a_name_in_brackets_does_not_part_a_name(text):
    assert hidden(f"Видели, {text} ушёл.", "Бекзат Ералинов", tagged=False) == ["Бекзат", "Ералинов"]


def test_a_chinese_name_recorded_in_russian_goes_in_pinyin():
    assert hidden("Then Wang Xiaohong left; Wang said.", "Ван Сяохун", language="en", tagged=False) == [
        "Wang Xiaohong",
        "Wang",
    ]


@pytest.mark.parametrize("word", ["tsoy", "tsoya", "tsoyu", "tsoyem"])
def test_a_short_name_goes_from_an_address_in_every_case(word):
    assert hidden(f"/a/{word}-zaderzhali/", "Виктор Цой") == [word]


@pytest.mark.parametrize("words", ["shalabayevu", "shalabaevoy", "shalabayevoi", "yekaterinu", "yekaterine"])
def test_a_woman_s_name_goes_from_an_address_in_every_case(words):
    assert hidden(f"/a/pokazali-{words}-segodnya/", "Екатерина Шалабаева") == [words]


def test_a_man_in_the_accusative_is_not_a_woman():
    assert hidden("Сашу Волкова увели.", "Саша Волкова", tagged=False) == []


@pytest.mark.parametrize(
    ("name", "language", "text"),
    [
        ("Ali Rezaei", "fa", "علی رضایی"),
        ("Reza Moradi", "fa", "رضا مرادی"),
        ("سالم الحارثي", "ar", "حارثي"),
        ("Саидҷон Муродзода", "tg", "Саидчон Муродзода"),
        ("Nguyen Van Do", "ru", "Нгуен Ван До"),
        ("Нгуен Ван До", "ru", "Nguyen Van Do"),
        ("Jean-Pierre Lavoine", "en", "J-P. Lavoine"),
        ("Иван Саянов", "ru", "И Саянов"),
    ],
)
def test_each_word_of_a_name_goes_in_another_script_or_short(name, language, text):
    assert hidden(f"x {text}, y", name, language=language) == [text]


def test_a_longer_word_that_sounds_a_little_like_both_names_is_neither():
    assert hidden("Kimono.", "Анна Ким", tagged=False) == []


def test_a_step_of_an_address_is_no_initial():
    assert hidden("/a/sony-playstation/", "Ольга Сон") == []


def test_a_persian_word_with_another_long_vowel_is_no_short_name():
    assert hidden("این عالی است", "Ali Rezaei", language="fa") == []


def test_small_words_beside_each_other_are_no_name():
    assert hidden("Не знал ли мин он.", "Ли Мин", tagged=False) == []


def test_another_father_s_name_is_another_person():
    assert hidden("Иван Сергеевич Сидоров пришёл.", "Иван Петрович Сидоров", tagged=False) == []


def test_a_sister_is_not_her_brother():
    assert hidden("Саша Петренкова пришла.", "Саша Петренков", tagged=False) == []


def test_a_given_name_that_lacks_a_letter_goes_beside_the_family_name():
    text = "Daolemurat Zhiemuratov was there, and Daolemurat Aliev."
    assert hidden(text, "Dauletmurat Jiyemuratov", language="en", tagged=False) == ["Daolemurat Zhiemuratov"]


def test_a_name_that_ends_another_is_not_the_other():
    assert hidden("Торемуратов и Муратов пришли.", "Акылбек Муратов") == ["Муратов"]


# Bad input ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["", " ", "Q", "Ь ъ", "-", "..", "1", "ʻ"])
def test_a_name_that_says_nothing_hides_nothing(name):
    assert hidden("Кто-то сказал Q 1 ь.", name, tagged=False) == []


def test_a_name_that_begins_another_is_not_the_other():
    assert hidden("Ильдар Тайменов пришёл.", "Ильдар Таймен", tagged=False) == []


def test_two_with_one_family_name_give_the_same_result_in_any_order():
    text = "Наиль и Зухра Сатыбердины. Сатыбердин молчал."
    one, other = (
        hidden(text, "Наиль Сатыбердин", "Зухра Сатыбердина"),
        hidden(text, "Зухра Сатыбердина", "Наиль Сатыбердин"),
    )
    assert one == other == ["Наиль", "Зухра Сатыбердины", "Сатыбердин"]


def test_a_long_text_is_read_to_its_end():
    assert hidden("слово " * 60_000 + "Ералинов", "Бекзат Ералинов") == ["Ералинов"]


# Properties -----------------------------------------------------------------------------------------------------------

LETTERS = "абвгдеёжзийклмнопрстуфхцчшщыэюя"
CONSONANTS, VOWELS = "бвгдзклмнпрст", "аоуи"
syllable = st.tuples(st.sampled_from(CONSONANTS), st.sampled_from(VOWELS)).map("".join)
word = st.lists(syllable, min_size=3, max_size=5).map("".join)
LOOKALIKE = str.maketrans("аеорсАЕОРС", "aeopcAEOPC")


def in_order(given_name, family):
    return f"{given_name} {family}"


def reversed_(given_name, family):
    return f"{family} {given_name}"


def with_comma(given_name, family):
    return f"{family}, {given_name}"


def joined(given_name, family):
    return f"#{given_name}{family}"


def handle(given_name, family):
    return f"@{latinise(given_name).lower()}_{latinise(family).lower()}"


def in_latin(given_name, family):
    return f"{latinise(given_name)} {latinise(family)}"


def in_capitals(given_name, family):
    return f"{given_name} {family}".upper()


def looks_alike(given_name, family):
    return in_order(given_name, family).translate(LOOKALIKE)


def with_stress(given_name, family):
    return f"{given_name[:2]}\u0301{given_name[2:]} {family[:2]}\u0301{family[2:]}"


def with_soft_hyphens(given_name, family):
    return f"{given_name[:3]}\u00ad{given_name[3:]} {family[:3]}\u200b{family[3:]}"


def in_genitive(given_name, family):
    return f"{given_name} {family}а"


def with_initial(given_name, family):
    return f"{given_name[0]}. {family}"


CHANGES = [
    *(in_order, reversed_, with_comma, joined, handle, in_latin, in_capitals),
    *(looks_alike, with_stress, with_soft_hyphens, in_genitive, with_initial),
]


@given(
    given_name=word.map(str.title), family=word.map(lambda text: f"{text}ков".title()), change=st.sampled_from(CHANGES)
)
def test_any_name_written_in_any_of_these_ways_goes(given_name, family, change):
    written = change(given_name, family)
    text = f"— {written} —"
    places = recognise(text, "ru", index(f"{given_name} {family}"), {1}).places
    left = {at for at, letter in enumerate(text) if letter.isalpha()}
    assert not left - {at for place in places for at in range(place.start, place.end)}, written


@given(
    given_name=word.map(str.title),
    family=word.map(lambda text: f"{text}ков".title()),
    change=st.sampled_from(CHANGES[:-1]),
)
def test_a_trace_finds_every_text_that_names_somebody_in_full(given_name, family, change):
    trace = trace_of(f"Вчера {change(given_name, family)} молчал.", "ru")
    (words,) = shapes_asked_for([ProtectedName(1, "person", f"{given_name} {family}")])
    assert all(any(piece in trace for piece in pieces) for pieces in words)


@given(st.lists(st.text(string.ascii_lowercase + " .,", max_size=40)).map("\n".join))
def test_a_text_no_word_of_which_compares_is_untouched(text):
    assert hidden(text, "Ъхжщ Щжхчшев", tagged=False) == []


@given(order=st.permutations(["Наиль Сатыбердин", "Зухра Сатыбердина", "Анна Ли", PERSON]))
def test_the_same_words_go_in_any_order_of_the_names(order):
    text = f"Зухра и Наиль Сатыбердины, {PERSON} и Анна Ли. Сатыбердин сказал: Ли права."
    assert sorted(hidden(text, *order)) == sorted(hidden(text, *sorted(order)))


def test_a_name_that_a_line_end_divided_goes_from_an_address():
    address = "/a/report-shirtan-bekov-today/"
    assert hidden(address, PERSON) == ["shirtan-bekov"]
