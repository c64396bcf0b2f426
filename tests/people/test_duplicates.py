"""One subject is not recorded twice: a question before saving, a list of likely duplicates, decisions remembered."""

import io
import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from articles.models import Mention
from people.models import Exposure, Name, NotTheSame, Organization, Person, Subject, SubjectText
from people.search import duplicates
from tests.factories import make_article, make_organization, make_person, make_place, make_user
from tests.support.admin import add_row, as_typed, sentences

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/people/person/"
LIST = "/admin/people/subject/duplicates/"
APART = LIST + "apart/"


@pytest.fixture
def editor():
    return make_user("editor")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def add(client, url=PEOPLE + "add/", **typed):
    return client.post(url, as_typed(client.get(url), **typed), follow=True)


def listed(subjects=None) -> list[tuple[int, int]]:
    return [pair[:2] for portion in duplicates.likely_pairs(subjects) for pair in portion.pairs]


def reasons() -> list[str]:
    return [str(pair.reason) for portion in duplicates.likely_pairs() for pair in portion.pairs]


# The question before saving ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["Aqylbek Muratbai", "Акылбек Муратбай", "Muratbay Akylbek", "Aqylbek Muratbait"])
def test_a_subject_that_may_exist_already_is_not_saved_but_asked_about(desk, typed):
    known = make_person("Aqylbek Muratbai")
    SubjectText.objects.create(subject=known, language="en", summary="Blogger")
    make_article(about=[known])
    response = add(desk, name=typed, summary="Typed with care")

    assert Person.objects.count() == 1
    assert f'<a href="{PEOPLE}{known.pk}/change/" target="_blank"><bdi>Aqylbek Muratbai, Blogger' in response.text
    assert "1 story" in response.text
    assert "Typed with care" in response.text


def test_the_spelling_that_is_alike_is_shown(desk):
    make_person("Aqylbek Muratbai", names=[{"text": "Ivan Petrov"}])
    assert "<bdi>Ivan Petrov</bdi>" in add(desk, name="Иван Петров", language="ru").text


def test_another_one_is_saved_when_the_editor_says_so(desk):
    known = make_person("Ivan Ivanov")
    add(desk, name="Иван Иванов", language="ru", another=str(known.pk))
    assert Person.objects.count() == 2


def test_what_the_editor_said_is_remembered(desk, editor):
    known = make_person("Ivan Ivanov")
    add(desk, name="Иван Иванов", language="ru", another=str(known.pk))
    decision = NotTheSame.objects.get()

    assert (decision.first, decision.decided_by) == (known.subject_ptr, editor)
    assert listed() == []


def test_one_confirmation_does_not_stand_for_another_name(desk):
    known = make_person("Ivan Ivanov")
    make_person("Aqylbek Muratbai")
    response = add(desk, name="Akylbek Muratbay", another=str(known.pk))

    assert Person.objects.count() == 2
    assert "Aqylbek Muratbai" in response.text


def test_a_forged_confirmation_confirms_nothing(desk):
    make_person("Ivan Ivanov")
    typed = as_typed(desk.get(PEOPLE + "add/"), name="Ivan Ivanov")
    for forged in ("", "x", "-1", "9" * 40, "\0", ",,", "1;2", "²"):
        desk.post(PEOPLE + "add/", typed | {"another": forged}, follow=True)
        assert Person.objects.count() == 1, forged


@pytest.mark.parametrize("name", ["Ivan Petrov", "Anna Ivanova", "Ivan Ivanova", "Petr Ivanov", "Ivan Ivanov Jr."])
def test_another_name_is_saved_without_a_question(desk, name):
    make_person("Ivan Ivanov")
    add(desk, name=name)
    assert Person.objects.count() == 2


def test_another_kind_is_no_duplicate(desk):
    make_place("Nukus")
    add(desk, "/admin/people/organization/add/", name="Nukus")
    assert Organization.objects.count() == 1


def test_the_window_beside_a_story_asks_too(desk):
    make_person("Aqylbek Muratbai")
    response = add(desk, PEOPLE + "add/?_popup=1", name="Akylbek Muratbay")

    assert Person.objects.count() == 1
    assert "This is a different one" in response.text


def test_a_further_spelling_is_asked_about(desk):
    make_person("Aqylbek Muratbai")
    url = PEOPLE + "add/"
    data = as_typed(desk.get(url), name="Ivan Petrov") | {"names-0-text": "Akylbek Muratbay", "names-0-language": "en"}
    response = desk.post(url, data, follow=True)

    assert Person.objects.count() == 1
    assert "This is a different one" in response.text


def test_a_new_spelling_of_a_known_subject_is_asked_about_and_confirmed(desk):
    other, person = make_person("Aqylbek Muratbai"), make_person("Ivan Petrov")
    url = f"{PEOPLE}{person.pk}/change/"
    data = add_row(
        as_typed(desk.get(url)), "names", text="Akylbek Muratbay", language="en", kind="alias", visibility="public"
    )
    assert "This is a different one" in desk.post(url, data, follow=True).text
    assert person.names.count() == 1

    desk.post(url, data | {"another": str(other.pk)}, follow=True)
    assert person.names.count() == 2
    assert NotTheSame.objects.count() == 1


def test_a_change_that_touches_no_name_is_not_asked_about(desk):
    make_person("Ivan Ivanov")
    person = make_person("Ivan Ivanov")
    url = f"{PEOPLE}{person.pk}/change/"
    desk.post(url, as_typed(desk.get(url), family_name="Ivanov"), follow=True)
    assert Person.objects.get(pk=person.pk).family_name == "Ivanov"


def test_who_may_not_see_a_protected_subject_is_not_asked_about_it(client):
    client.force_login(make_user("reporter"))
    make_person("Zorbulak Qanarovich", exposure=Exposure.WITHHELD)
    response = add(client, name="Zorbulak Qanarovich")

    assert Person.objects.count() == 2
    assert "already" not in sentences(response)


def test_editors_are_asked_about_a_protected_subject(desk):
    make_person("Zorbulak Qanarovich", exposure=Exposure.WITHHELD)
    add(desk, name="Zorbulak Qanarovich")
    assert Person.objects.count() == 1


def test_a_merged_subject_is_nobody_to_ask_about(desk):
    make_person("Ivan Ivanov", merged_into=make_person("Petr Sidorov"))
    add(desk, name="Ivan Ivanov")
    assert Person.objects.count() == 3


# Likely pairs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aqylbek Muratbai", "Акылбек Муратбай"),
        ("Zhangeldy Zhaksymbetov", "Jaksimbetov Jangeldi"),
        ("Alexander Lukashenko", "Аляксандр Лукашэнка"),
        ("Umida Niyazova", "Umida Niyazova"),
        ("Perkhat Utegenov", "Перҳат Өтегенов"),
        ("А. Р. Ишанов", "Артём Русланович Ишанов"),
        ("Narges Mohammadi", "نرگس محمدی"),
        ("Wang Li", "Li Wang"),
    ],
)
def test_two_spellings_of_one_name_are_a_likely_pair(one, other):
    first, second = make_person(one), make_person(other)
    assert listed() == [(second.pk, first.pk)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Aziz Karimov", "Aziza Karimova"), ("Ivan Petrov", "Ivan Petrov Jr."), ("Murat Umarov", "Marat Umarov")],
)
def test_two_people_are_no_likely_pair(one, other):
    make_person(one)
    make_person(other)
    assert listed() == []


@pytest.mark.parametrize(
    ("make", "one", "other"),
    [(make_organization, "ТОО «Арал»", "Aral LLP"), (make_place, "Зарбдарский район", "Zarbdor tumani")],
)
def test_a_legal_form_or_a_kind_of_place_hides_no_likely_pair(make, one, other):
    first, second = make(one), make(other)
    assert listed() == [(second.pk, first.pk)]


def test_a_single_name_that_many_bear_makes_no_pair():
    make_person("Aziz Karimov", names=[{"text": "Aziz"}])
    make_person("Aziz Umarov", names=[{"text": "Aziz"}])
    assert listed() == []


def test_organisations_and_places_are_compared_with_their_kind():
    one, other = make_organization("Ministry of Interior"), make_organization("Interior Ministry")
    place = make_place("Kazakhstan", country_code="KZ")
    make_place("Казахстан", language="ru")
    assert (other.pk, one.pk) in listed()
    assert len(listed()) == 2
    assert place.pk in listed()[0]


def test_a_pair_with_many_spellings_is_listed_once():
    make_person("Aqylbek Muratbai", names=[{"text": "Akylbek Muratbay"}])
    make_person("Акылбек Муратбай", names=[{"text": "Aqylbek Muratbai", "language": "kk"}])
    assert reasons() == ["the same name"]


def test_pairs_are_found_over_portions(monkeypatch):
    monkeypatch.setattr(duplicates, "AT_ONCE", 2)
    people = [make_person("Ivan Ivanov") for _ in range(5)]
    assert len(listed()) == 10
    assert {pair[0] for pair in listed()} == {person.pk for person in people[1:]}


def test_a_decided_pair_is_not_listed():
    one, other = make_person("Ivan Ivanov"), make_person("Ivan Ivanov")
    NotTheSame.objects.decide(other.pk, one.pk)
    assert listed() == []


def test_a_decision_holds_for_the_one_that_a_subject_was_merged_into():
    one, other, third = (make_person("Ivan Ivanov") for _ in range(3))
    NotTheSame.objects.decide(one.pk, other.pk)
    Subject.objects.filter(pk=other.pk).update(merged_into=third)
    assert listed() == []


def test_a_pair_is_kept_once_and_in_order():
    one, other = make_person("Ivan Ivanov"), make_person("Ivan Ivanov")
    NotTheSame.objects.decide(one.pk, other.pk)
    NotTheSame.objects.decide(other.pk, one.pk)
    assert NotTheSame.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        NotTheSame.objects.create(first_id=other.pk, second_id=one.pk)


def test_stories_are_counted_without_rejected_mentions():
    person = make_person()
    make_article(about=[person])
    Mention.objects.create(article=make_article(), subject=person, state="rejected")
    assert duplicates.story_counts([person]) == {person.pk: 1}


# The command -------------------------------------------------------------------------------------------------------


def run(*arguments) -> str:
    out = io.StringIO()
    call_command("find_duplicates", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_find_duplicates_says_which_and_why():
    one, other = make_person("Aqylbek Muratbai"), make_person("Akylbek Muratbay")
    assert run().splitlines() == [
        f"{other.staff_label} = {one.staff_label}",
        "    Akylbek Muratbay / Aqylbek Muratbai: the same name (1.00)",
    ]


def test_find_duplicates_writes_json_lines():
    one, other = make_person("Ivan Ivanov"), make_person("Иван Иванов", language="ru")
    (line,) = run("--json").splitlines()
    assert json.loads(line)["one"] == {"id": other.pk, "label": "Иван Иванов", "spelling": "Иван Иванов"}
    assert json.loads(line)["other"]["id"] == one.pk


def test_find_duplicates_can_look_at_one_kind():
    make_person("Ivan Ivanov")
    make_person("Ivan Ivanov")
    assert run("--kind", "place") == ""
    assert run("--kind", "person") != ""


# The page ----------------------------------------------------------------------------------------------------------


def test_the_page_shows_both_with_spelling_reason_and_stories(desk):
    one, other = make_person("Aqylbek Muratbai"), make_person("Ivan Petrov", names=[{"text": "Akylbek Muratbay"}])
    make_article(about=[one])
    desk.force_login(make_user("chief"))
    text = desk.get(LIST).text

    assert one.staff_label in text
    assert other.staff_label in text
    assert "<bdi>Akylbek Muratbay</bdi>" in text
    assert "the same name" in text
    assert "1 story" in text
    assert f"/admin/people/person/merge/?ids={one.pk},{other.pk}" in text


def test_the_page_gives_the_reason_in_the_users_language(desk, editor):
    make_person("Aziz Karimov")
    make_person("Азиз Керимов")
    editor.language = "ru"
    editor.save()
    assert "в фамилии различаются e/a, имя совпадает" in desk.get(LIST).text


def test_not_the_same_is_remembered_and_can_be_undone(desk, editor):
    one, other = make_person("Ivan Ivanov"), make_person("Ivan Ivanov")
    chosen = {"one": other.pk, "other": one.pk}
    desk.post(LIST, chosen, follow=True)
    assert NotTheSame.objects.get().decided_by == editor
    assert not desk.get(LIST).context["pairs"]
    assert one.staff_label in desk.get(APART).text

    desk.post(APART, chosen, follow=True)
    assert len(desk.get(LIST).context["pairs"]) == 1


def test_the_page_goes_on_where_it_ended(desk, monkeypatch):
    monkeypatch.setattr("people.admin.duplicates.PAIRS_ON_A_PAGE", 4)
    for letter in "abcdefghij":
        make_person(f"Ivan Petrov{letter * 2}ski")
        make_person(f"Ivan Petrov{letter * 2}ski")
    seen, page = [], desk.get(LIST)
    while True:
        seen += [(row["pair"].one, row["pair"].other) for row in page.context["pairs"]]
        if page.context["next"] is None:
            break
        page = desk.get(LIST, {"before": page.context["next"]})
    assert len(seen) == len(set(seen)) == len(listed()) > 2 * 4


@pytest.mark.parametrize("asked", [{"before": "x"}, {"before": "9" * 30}, {"kind": "\0"}, {"kind": "person"}])
def test_a_crooked_address_is_no_error(desk, asked):
    make_person("Ivan Ivanov")
    assert desk.get(LIST, asked).status_code == 200
    assert desk.get(APART, {"p": "x"}).status_code == 200


@pytest.mark.parametrize("chosen", [{}, {"one": "1"}, {"one": "1", "other": "1"}, {"one": "x", "other": "99999"}])
def test_a_crooked_decision_is_not_found(desk, chosen):
    assert desk.post(LIST, chosen).status_code == 404
    assert desk.post(APART, chosen).status_code == 404


def test_reporters_decide_nothing_here(client):
    client.force_login(make_user("reporter"))
    assert client.get(LIST).status_code == client.get(APART).status_code == 403
    assert "Likely duplicates" not in client.get(PEOPLE).text


def test_the_lists_lead_to_the_likely_duplicates(desk):
    assert f"{LIST}?kind=person" in desk.get(PEOPLE).text


def test_a_protected_pair_is_absent_for_who_may_not_see_it(client):
    from django.contrib.auth.models import Permission

    user = make_user("reporter")
    user.user_permissions.add(Permission.objects.get(codename="change_person"))
    client.force_login(user)
    hidden, known = make_person("Ivan Ivanov", exposure=Exposure.WITHHELD), make_person("Ivan Ivanov")

    assert client.get(LIST).context["pairs"] == []
    assert client.post(LIST, {"one": hidden.pk, "other": known.pk}).status_code == 404
    NotTheSame.objects.decide(hidden.pk, known.pk)
    assert f"#{hidden.pk})" not in client.get(APART).text


@pytest.mark.parametrize("pairs", [2, 12])
def test_the_page_keeps_its_query_budget(desk, pairs, django_assert_max_num_queries):
    for number in range(pairs):
        make_person(f"Ivan Petrov{'abcdefghijklm'[number] * 2}ski")
        make_person(f"Ivan Petrov{'abcdefghijklm'[number] * 2}ski")
    desk.get(LIST)
    with django_assert_max_num_queries(18):
        assert len(desk.get(LIST).context["pairs"]) >= pairs


@pytest.mark.parametrize("name", ["A", "'" * 10, "x" * 300, "1984", "\u202eabc", "%_%", "Муратbай"])
def test_odd_names_are_compared_without_an_error(name):
    for _ in range(2):
        Name.objects.create(subject=make_place("Nukus"), text=name)
    assert len(listed()) == 1
