"""One person under many spellings is known, and two people are never made one."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from people.names import compare
from people.names.parts import parts_of

SAME = [
    ("Zhanar Toqtasyn", "Jannar Toktasin"),
    ("Алексей Гончарук", "Oleksii Honcharuk"),
    ("Бекзод Йўлдошев", "Bekzod Yo‘ldoshev"),
    ("Məhəmməd Əlizadə", "Mahammad Alizada"),
    ("Tahir Ibragimov", "Tohir Ibragimov"),
    ("Sergei Mayorov", "MAYOROV, Sergei"),
    ("Сәуле Ербол", "Saule Yerbol"),
    ("Gurbanguly Sapaev", "Kurbanguly Sapayev"),
    ("Artyom Kiselyov", "Артем Киселев"),
    ("Abdul Aziz Nurov", "Abdulaziz Nurov"),
    ("Bakhyt Kairat Nurov", "Bakhyt Nurov"),
    ("გიორგი კობახიძე", "Giorgi Kobakhidze"),
]
DIFFERENT = [
    ("Nurlan Karimov", "Nurlan Karimova"),
    ("Marat Sultanov", "Murat Sultanov"),
    ("Nurlan Sultanov", "Nurali Sultanov"),
    ("Elena Orlova", "Elina Orlova"),
    ("Karim Rahmon", "Rahmon Nabiev"),
    ("Rustam Emin", "Emin Aliev"),
    ("Aslan Bekov", "Aslan Begov"),
    ("Ruslan Akhmedov", "Ruslan Akhmetov"),
    ("Ivan Petrov", "Ivan Petrenko"),
    ("Gela Mtivani", "Gela Mtsariani"),
    ("Timur Salimov", "Timur Salamov"),
    ("Karimov", "Islam Karimov"),
    ("Karimov", "Karimov"),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_person_agree(one, other):
    assert compare(one, other).same


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_people_stay_two(one, other):
    assert not compare(one, other).same


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("Nursultan Abishevich Aitov", ("nursultan", "aitov")),
        ("Айтов Нурсултан Абишевич", ("aitov", "nursultan")),
        ("Нұрсұлтан Әбішұлы Айтов", ("nursultan", "aitov")),
        ("Leyla Anvar qizi Karimova", ("leila", "karimova")),
        ("Kanykei Aidar kyzy", ("kanikei", "aidarkizi")),
        ("Siarhei Harbacevich", ("siarhei", "harbaceviC")),
        ("Bashar al Nuri", ("baSar", "nuri")),
        ("Dr. Anna Kim", ("ana", "kim")),
    ],
)
def test_patronymics_particles_and_titles_are_set_aside(printed, words):
    assert parts_of(printed).words == words


def test_the_younger_and_the_elder_are_two_people():
    assert not compare("Ivan Orlov", "Ivan Orlov Sr.").same
    assert not compare("Иван Орлов младший", "Ivan Orlov Sr.").same
    assert compare("Ivan Orlov, Jr.", "Иван Орлов мл.").same


def test_an_initial_counts_only_beside_an_equal_family_name():
    assert compare("A. Muratov", "Aqylbek Muratov").same
    assert compare("Муратов А. Б.", "Ақылбек Мұратов").same
    assert not compare("B. Muratov", "Aqylbek Muratov").same
    assert not compare("A. Muratova", "Aqylbek Muratov").same
    assert compare("A. Muratov", "Aqylbek Muratov").score < compare("Akylbek Muratov", "Aqylbek Muratov").score


@pytest.mark.parametrize("printed", [("Olga Kim", "Kim Volha"), ("Kim Volha", "Olga Kim"), ("Kim Olga", "Volha Kim")])
def test_a_family_name_may_stand_first_where_no_ending_tells_it(printed):
    assert compare(*printed).same


def test_a_short_form_is_weaker_evidence_than_the_name():
    short = compare("Daulet Toremuratov", "Dauletmurat Toremuratov")
    assert short.same
    assert short.score < compare("Davletmurat Toremuratov", "Dauletmurat Toremuratov").score
    assert not compare("Vlad Sokolov", "Vladimir Sokolovsky").same


def test_the_language_of_a_spelling_is_heeded():
    assert compare("Recep Çelik", "Реджеп Челик", language_a="tr").score > 0.99


def test_the_reason_can_be_read():
    assert compare("Zhanna Orazova", "Janna Orazova").reason == "same family name, given name differs by zh/j"
    assert compare("Marat Orazov", "Murat Orazov").reason == "same family name, given names differ"
    assert compare("Oleg Orazov", "Aleh Orazau").reason.endswith("given names are one name in two languages")


def test_the_reason_is_said_in_the_language_of_the_reader():
    person, place = compare("Zhanna Orazova", "Janna Orazova"), compare("Mary (city)", "Mary (region)", "place")
    with override("ru"):
        assert person.reason == "фамилия совпадает, в имени различаются zh/j"
        assert place.reason == "в скобках стоит разное"


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("organization", "Uzbek Interior Ministry", "Ministry of Internal Affairs of Uzbekistan", True),
        ("organization", "Kazakh Supreme Court", "Supreme Court of Kazakhstan", True),
        ("organization", "Kazakh Supreme Court", "Supreme Court of Tajikistan", False),
        ("organization", "World Organisation Against Torture", "World Organization against Torture", True),
        ("organization", "UN", "United Nations", False),
        ("place", "Nur-Sultan", "Nursultan", True),
        ("place", "Ақтөбе", "Aqtöbe", True),
        ("place", "Osh", "Oskemen", False),
    ],
)
def test_organisations_and_places_are_their_words(kind, one, other, same):
    assert compare(one, other, kind).same is same


tokens = st.sampled_from(
    [
        "Aqylbek",
        "Муратов",
        "Muratova",
        "A.",
        "Jr.",
        "kyzy",
        "al",
        "Абишевич",
        "Жовтис",
        "Chernova",
        "O'g'li",
        "ї",
        "7",
        "Ли",
    ]
)
names = st.lists(tokens, max_size=5).map(" ".join) | st.text(st.characters(codec=None), max_size=30)


@settings(deadline=None)
@given(names, names, st.sampled_from(["person", "organization", "place"]))
def test_comparison_is_symmetric(one, other, kind):
    there, back = compare(one, other, kind), compare(other, one, kind)
    assert (there.same, there.score) == (back.same, back.score)
    assert 0 <= there.score <= 1
    assert there.reason


def run(lines, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    out = io.StringIO()
    call_command("compare_names", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_command_answers_every_line(monkeypatch):
    pair = json.dumps({"a": "Olga Ким", "b": "Volha Kim", "kind": "person"})
    assert [verdict["same"] for verdict in run(f"{pair}\n\n{pair}\n", monkeypatch)] == [True, True]


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"a": "x"}', '{"a": "x", "b": 3}', '{"a": "x", "b": "y", "kind": "ship"}']
)
def test_the_command_names_the_line_that_it_cannot_read(line, monkeypatch):
    good = json.dumps({"a": "x", "b": "y"})
    with pytest.raises(CommandError, match="Line 2"):
        run(f"{good}\n{line}\n", monkeypatch)
