"""Search finds people, organisations and places by any spelling, nearest first; readers only by what is public."""

import pytest
from django.core.management import call_command

from people.models import Exposure, Name, NameToken, Person, Place, Subject
from people.models.querysets import PUBLIC_NAME
from tests.factories import make_organization, make_person, make_place, make_user

pytestmark = pytest.mark.django_db


def found(query, model=Subject, **how) -> list[str]:
    return [subject.label for subject in model.objects.named_like(query, **how).closest_first("label", "pk")]


@pytest.mark.parametrize(
    "query",
    [
        "Aqylbek Muratbai",
        "АҚЫЛБЕК МҰРАТБАЙ",
        "Акылбек Муратбай",
        "Akylbek Muratbay",
        "muratbai aqylbek",
        "Muratbaý",
        "akyl",
        "aq mur",
        "Aqylbek Muratbai ",
        "Aqylbek  Muratbai",
    ],
)
def test_a_subject_is_found_by_any_spelling(query):
    make_person("Aqylbek Muratbai")
    make_person("Zarina Rakhimova")
    assert found(query) == ["Aqylbek Muratbai"]


@pytest.mark.parametrize(
    "query",
    ["Zhaksymbetov", "Zhaksymbtov", "Zhaksymebtov", "Zhoksymbetov", "Haksymbetov", "Zhaksimbedof", "Shaksymbetow"],
)
def test_a_long_word_may_hold_one_or_two_slips(query):
    make_person("Zhangeldy Zhaksymbetov")
    assert found(query) == ["Zhangeldy Zhaksymbetov"]


@pytest.mark.parametrize("query", ["Malat", "Barat", "Marap", "Mbarat", "Mara", "Maratt", "Amrat"])
def test_a_word_of_five_letters_may_hold_one_slip(query):
    make_person("Marat Zhumagaliyev")
    assert found(query + " Zhumagaliyev") == ["Marat Zhumagaliyev"]


def test_a_short_word_holds_none():
    make_person("Ivan Petrov")
    assert found("Iwam") == []


def test_a_slip_in_every_word_is_forgiven():
    make_person("Zhangeldy Zhaksymbetov")
    assert found("Zhangledy Zhaksynbetov") == ["Zhangeldy Zhaksymbetov"]


def test_a_given_name_is_found_in_the_form_of_another_language():
    make_person("Аляксандр Лукашэнка", language="be")
    assert found("Alexander Lukashenko") == ["Аляксандр Лукашэнка"]


@pytest.mark.parametrize("query", ["Nursultan", "Nur Sultan", "nur-sul", "Нұр-Сұлтан"])
def test_words_written_as_one_or_as_two_are_the_same(query):
    make_place("Nur-Sultan")
    make_place("Nursultanabad")
    assert set(found(query)) == {"Nur-Sultan", "Nursultanabad"}


def test_a_name_is_found_by_one_who_does_not_know_its_language():
    make_person("Joachim Schäfer", language="de")
    assert found("Joachim") == found("Schafer") == ["Joachim Schäfer"]


def test_all_words_must_be_in_one_name():
    make_person("Ivan Petrov", names=[{"text": "Aziz Karimov"}])
    assert found("Ivan Karimov") == []


def test_the_nearest_comes_first():
    for name in ("Rashid Murad", "Muratov", "Muratovna", "Ivan Muratov", "Muradov"):
        make_person(name)
    make_person("Sattar Bek", names=[{"text": "Muratov"}])
    assert found("Muratov") == ["Muratov", "Sattar Bek", "Ivan Muratov", "Muratovna", "Muradov"]


def test_a_whole_word_comes_before_a_beginning():
    make_person("Asan Berdiyev")
    make_person("Asadbek Nurmatov")
    make_person("Bashar al-Assad")
    assert found("Assad") == ["Bashar al-Assad", "Asadbek Nurmatov", "Asan Berdiyev"]


def test_whole_words_come_before_case_forms_and_these_before_beginnings_and_slips():
    for name in ("Roza Serikova", "Daniyar Serikov", "Aina Serikovabek", "Olim Serikobva"):
        make_person(name)
    assert found("Серикова") == ["Roza Serikova", "Daniyar Serikov", "Aina Serikovabek", "Olim Serikobva"]


CASE_FORMS = [
    # Russian, Ukrainian
    ("Навального", "Alexei Navalny", "Alina Navarro"),
    ("Навальному", "Alexei Navalny", "Navai Nurov"),
    ("Владимиром Зеленским", "Volodymyr Zelenskyy", "Vladimir Zelenin"),
    ("Мирзиёеву", "Shavkat Mirziyoyev", "Mirza Yevloyev"),
    ("Тихановскую", "Sviatlana Tsikhanouskaya", "Tikhon Orlov"),
    ("Асада", "Bashar al-Assad", "Asadulla Nur"),
    ("Ахметжановой", "Dinara Akhmetzhanova", "Akhmet Zhanov"),
    ("Порошенка", "Petro Poroshenko", "Pavlo Porokh"),
    # Kazakh, Karakalpak, Kyrgyz, Uzbek in both alphabets
    ("Bekzatning", "Bekzat Yeralinov", "Bekir Ning"),
    ("Бекзаттың", "Bekzat Yeralinov", "Beket Tynyshov"),
    ("Әлиевтің", "Ruslan Aliyev", "Ruslan Alimov"),
    ("Тоқаевқа", "Kassym-Jomart Tokayev", "Tokan Asan"),
    ("Жапаровдун", "Sadyr Japarov", "Japar Dunov"),
    ("Karimovga", "Islom Karimov", "Karimgali Musin"),
    ("Қодировнинг", "Olim Qodirov", "Qodirnin Bek"),
    ("Өтегеновтиң", "Perkhat Utegenov", "Otar Genov"),
    ("Dilnozani", "Dilnoza Yusupova", "Dilnur Zaniyev"),
    # Turkmen, Azerbaijani, Turkish, Tajik, Armenian, English
    ("Berdimuhamedowyň", "Gurbanguly Berdimuhamedov", "Berdi Muhamedov"),
    ("Əliyevin", "Ilham Aliyev", "Alisher Evin"),
    ("Erdoğan'ın", "Recep Tayyip Erdoğan", "Erdal Gun"),
    ("Раҳмонро", "Emomali Rahmon", "Rahim Ronov"),
    ("Navalny's", "Alexei Navalny", "Navid Yusuf"),
]


@pytest.mark.parametrize(("query", "name", "other"), CASE_FORMS)
def test_a_name_is_found_by_a_case_form(query, name, other):
    make_person(other)
    make_person(name)
    assert found(query)[:1] == [name]


@pytest.mark.parametrize(
    ("query", "name"),
    [("Қазақстанға", "Kazakhstan"), ("Ташкенте", "Tashkent"), ("Алматыдан", "Almaty"), ("საქართველოში", "საქართველო")],
)
def test_a_place_is_found_by_a_case_form(query, name):
    make_place(name)
    assert found(query) == [name]


def test_each_word_of_a_query_may_be_a_case_form():
    make_person("Alexei Navalny")
    assert found("Алексея Навального") == found("Навальным Алексеем") == ["Alexei Navalny"]


def test_a_family_name_is_no_case_form_of_a_given_name():
    make_person("Ruslan Karim")
    assert found("Каримов") == []


def test_exact_spelling_knows_no_case_forms():
    make_person("Алексей Навальный", language="ru")
    assert found("Навального", exact=True) == []


def test_readers_find_by_a_case_form_no_protected_name():
    make_person("Алексей Навальный", language="ru", exposure=Exposure.WITHHELD)
    assert publicly("Навального") == []


def test_the_order_lasts_over_pages():
    for number in range(7):
        make_person(f"Aziz Karimov{number}")
    make_person("Zafar Aziz")
    make_person("Aziz")
    everyone = Person.objects.named_like("aziz").closest_first("label", "pk")
    pages = [subject.label for start in (0, 3, 6) for subject in everyone[start : start + 3]]
    assert pages == ["Aziz", *(f"Aziz Karimov{number}" for number in range(7)), "Zafar Aziz"]


def test_what_was_found_can_be_narrowed_and_counted():
    make_place("Nukus")
    make_person("Nukus Bek")
    assert Subject.objects.named_like("nukus").of_kind("place").count() == 1


def test_an_empty_query_is_no_search():
    make_place("Nukus")
    assert found("") == found("   ") == found("\0 ") == ["Nukus"]


@pytest.mark.parametrize(
    "query",
    [
        *("'''", "%", "_", "\\", '"', "«»", "' OR 1=1 --", "\u202e", "\u200b", "🙂", "\ud800", "ʻʼ", "((((", "[a"),
        *("a\0b", "x" * 5000, "word " * 1000, "\u202eabc", "%%%a%", "__", "a" * 41, "İ", "ﷺ", "１２３", "-"),
    ],
)
@pytest.mark.parametrize("exact", [False, True])
def test_whatever_is_typed_is_no_error(query, exact):
    make_place("Nukus")
    assert found(query, exact=exact) == []


def test_letters_that_mean_something_to_the_database_mean_nothing_here():
    make_organization("100% Media_Group")
    make_organization("Other Media")
    assert found("100%") == found("media_group") == ["100% Media_Group"]


def test_right_to_left_names_are_found():
    make_person("محمد خاتمی", language="fa")
    assert found("محمد") == found("خاتمی محمد") == ["محمد خاتمی"]


# Exact spelling


def test_exact_spelling_finds_no_other_spelling():
    make_person("Aqylbek Muratbai")
    assert found("AQYLBEK", exact=True) == ["Aqylbek Muratbai"]
    assert found("Akylbek", exact=True) == found("Aqylbe", exact=True) == found("Ақылбек", exact=True) == []


def test_exact_spelling_wants_the_words_side_by_side():
    make_person("Aziz Shavkat Karimov")
    assert found("Shavkat Karimov", exact=True) == ["Aziz Shavkat Karimov"]
    assert found("Aziz Karimov", exact=True) == found("Karimov Shavkat", exact=True) == []


def test_exact_spelling_folds_the_case_of_cyrillic():
    make_place("Нөкис", language="kaa")
    assert found("НӨКИС", exact=True) == ["Нөкис"]
    assert found("Нокис", exact=True) == []


def test_exact_spelling_minds_no_kind_of_apostrophe():
    make_person("Oʻtkir Hoshimov")
    assert found("O'tkir", exact=True) == ["Oʻtkir Hoshimov"]


# Who finds what


def publicly(query, **how):
    return [subject.label for subject in Subject.objects.public().publicly_named_like(query, **how)]


@pytest.mark.parametrize("exposure", [Exposure.INITIALS, Exposure.ALIAS, Exposure.WITHHELD])
@pytest.mark.parametrize("exact", [False, True])
def test_readers_never_find_a_protected_subject_by_its_name(exposure, exact):
    make_person("Aziz Karimov", exposure=exposure, names=[{"text": "Silent Pen", "kind": "pen_name"}])
    assert publicly("Karimov", exact=exact) == publicly("Aziz Karimov", exact=exact) == []


def test_readers_find_a_person_by_a_pen_name():
    make_person("Aziz Karimov", exposure=Exposure.ALIAS, names=[{"text": "Silent Pen", "kind": "pen_name"}])
    assert publicly("silent") == ["Silent Pen"]


def test_readers_find_by_a_misspelling_but_not_by_a_name_for_staff():
    make_person(
        "Aziz Karimov",
        names=[{"text": "Asisus Kerymo", "kind": "misspelling"}, {"text": "Torgau Wolf", "visibility": "staff"}],
    )
    assert publicly("Asisus") == ["Aziz Karimov"]
    assert publicly("Torgau") == []


def test_a_hidden_name_does_not_change_the_order_that_readers_see():
    make_person("Zafar Wolf")
    make_person("Bek Wolfson", names=[{"text": "Wolf", "visibility": "staff"}])
    make_person("Ali Wolf")
    order = Subject.objects.public().publicly_named_like("wolf").closest_first("label")
    assert [subject.label for subject in order] == ["Ali Wolf", "Zafar Wolf", "Bek Wolfson"]


def test_staff_without_the_permission_find_no_protected_subject():
    make_person("Aziz Karimov", exposure=Exposure.WITHHELD)
    everyone = Subject.objects.visible_to(make_user("reporter"))
    assert not everyone.named_like("Karimov").exists()
    assert Subject.objects.visible_to(make_user("editor")).named_like("Karimov").exists()


def test_a_merged_subject_is_found_by_no_reader():
    make_person("Aziz Karimov", merged_into=make_person("Other Bek"))
    assert publicly("karimov") == []
    assert not Name.objects.filter(PUBLIC_NAME, text="Aziz Karimov").exists()


# What is stored


def test_saving_a_name_touches_only_its_own_tokens():
    person, other = make_person("Aziz Karimov"), make_person("Ivan Petrov")
    before = list(other.names.get().tokens.values())
    name = person.names.get()
    name.text = "Askar Rakhimov"
    name.save()
    assert set(name.tokens.values_list("token", flat=True)) == {"askar", "rakhimov"}
    assert list(other.names.get().tokens.values()) == before


def test_a_name_that_goes_takes_its_tokens_along():
    make_person("Aziz Karimov").names.all().delete()
    assert not NameToken.objects.exists()


def test_refold_names_makes_the_tokens_anew():
    make_person("Aziz Karimov")
    NameToken.objects.all().delete()
    Name.objects.update(folding_version=0)
    call_command("refold_names")
    assert found("karimov") == ["Aziz Karimov"]


def test_a_word_of_many_letters_is_stored_cut_and_found_whole():
    make_organization("x" * 300)
    assert found("x" * 300) == found("x" * 100) == ["x" * 300]


def test_places_are_found_as_places():
    make_place("Nukus", parent=make_place("Karakalpakstan"))
    assert found("nokis", Place) == []
    assert found("nukys", Place) == ["Nukus"]


# Where it is used


@pytest.fixture
def desk(client):
    client.force_login(make_user("editor"))
    return client


def rows(response) -> list[str]:
    return [subject.label for subject in response.context["page"]]


ODD = ["\0", "''''", "%", "_", "x" * 5000, "\u202eabc", "🙂"]


def test_the_readers_index_shows_the_nearest_first(client):
    for name in ("Rashid Murad", "Muratov", "Ivan Muratov"):
        make_person(name)
    assert rows(client.get("/people/", {"q": "мұратов"})) == ["Muratov", "Ivan Muratov"]


def test_readers_may_ask_for_the_exact_spelling(client):
    make_person("Aqylbek Muratbai")
    assert rows(client.get("/people/", {"q": "Akylbek"})) == ["Aqylbek Muratbai"]
    assert rows(client.get("/people/", {"q": "Akylbek", "exact": "1"})) == []
    assert rows(client.get("/people/", {"exact": "1"})) == ["Aqylbek Muratbai"]
    assert 'name="exact"' in client.get("/people/").text


@pytest.mark.parametrize("exact", ["", "1"])
@pytest.mark.parametrize("query", ODD)
def test_readers_can_type_anything(client, query, exact):
    make_organization("Nukus Media")
    assert client.get("/organizations/", {"q": query, "exact": exact}).status_code == 200


@pytest.mark.parametrize("count", [2, 20])
def test_searching_the_index_keeps_its_query_budget(client, count, django_assert_max_num_queries):
    for number in range(count):
        make_person(f"Aziz Karimov{number}")
    client.get("/people/")
    with django_assert_max_num_queries(10):
        assert len(rows(client.get("/people/", {"q": "azis karimov"}))) == count


def listed(desk, **asked) -> list[str]:
    return [row.label for row in desk.get("/admin/people/person/", asked).context["cl"].result_list]


def test_the_list_of_staff_shows_the_nearest_first(desk):
    for name in ("Rashid Murad", "Muratov", "Ivan Muratov"):
        make_person(name)
    assert listed(desk, q="мұратов") == ["Muratov", "Ivan Muratov"]


def test_staff_may_ask_for_the_exact_spelling(desk):
    make_person("Aqylbek Muratbai")
    assert listed(desk, q="Akylbek") == ["Aqylbek Muratbai"]
    assert listed(desk, q="Akylbek", exact="1") == []
    page = desk.get("/admin/people/person/", {"q": "Aqylbek", "exact": "1", "exposure__exact": "named"})
    assert 'name="exact" value="1" checked' in page.text
    assert 'name="exposure__exact" value="named"' in page.text


@pytest.mark.parametrize("exact", ["", "1"])
@pytest.mark.parametrize("query", ODD)
def test_staff_can_type_anything(desk, query, exact):
    assert desk.get("/admin/people/place/", {"q": query, "exact": exact}).status_code == 200


@pytest.mark.parametrize("count", [2, 20])
def test_searching_the_list_keeps_its_query_budget(desk, count, django_assert_max_num_queries):
    for number in range(count):
        make_place(f"Aziz Karimov{number}")
    desk.get("/admin/people/place/")
    with django_assert_max_num_queries(12):
        assert len(desk.get("/admin/people/place/", {"q": "azis karimov"}).context["cl"].result_list) == count


def suggestions(client, term) -> list[str]:
    asked = {"app_label": "articles", "model_name": "mention", "field_name": "subject", "term": term}
    return [row["text"] for row in client.get("/admin/autocomplete/", asked).json()["results"]]


def test_suggestions_are_found_by_any_spelling_nearest_first(desk):
    make_person("Ivan Muratov")
    make_organization("Muratov")
    assert [text.split(" (#")[0] for text in suggestions(desk, "Мұратоу")] == ["Muratov", "Ivan Muratov"]


def test_a_reporter_is_offered_no_protected_subject(client):
    client.force_login(make_user("reporter"))
    make_person("Aziz Karimov", exposure=Exposure.WITHHELD)
    assert suggestions(client, "Karimov") == []
