"""Who bears a protected person's name, or nearly, is held back until somebody who may see that person has answered."""

import pytest
from django.core.management import call_command
from django.db import transaction

from articles.models import Article
from people import merging, naming
from people.base import jobs
from people.models import Name, NamesakeQuestion, NotTheSame, Person, Subject
from people.naming import namesakes
from people.search.resemblance import resemble
from tests.factories import make_article, make_organization, make_person, make_user
from tests.support.desk import publish

pytestmark = pytest.mark.django_db

NAME = "Ильдар Тайменов"


NEARLY = [
    NAME, "Ильдар Таймен", "Ильдара Тайменова", "Тайменов Ильдар", "Ildar Taimenov", "Ильдар Хасанович Тайменов",
    "И. Тайменов", "Тайменов", "Ильдар Тайменовы", "Илдар Тайменов", "ИЛЬДАР ТАЙМЕНОВ",
]  # fmt: skip
OTHERS = ["Ильдар Сабиров", "Марат Тайменов", "Тамара Ильдарова", "Айгуль Сомова"]


def hidden(name=NAME, exposure="withheld", **fields):
    person = make_person(name, language="ru", **fields)
    naming.expose(person, exposure)
    return person


def asked() -> set[tuple[int, int]]:
    return set(NamesakeQuestion.objects.open().values_list("subject", "protected"))


def fresh(subject):
    return Person.objects.get(pk=subject.pk)


@pytest.mark.parametrize("name", NEARLY)
def test_a_name_that_is_nearly_a_protected_one_is_held_and_unlisted(name):
    person = hidden()
    namesake = make_person(name, language="en" if name.isascii() else "ru")

    assert asked() == {(namesake.pk, person.pk)}
    assert (namesake.is_held, namesake.listed_from) == (True, None)


@pytest.mark.parametrize("name", OTHERS)
def test_another_name_is_not_held(name):
    hidden()
    assert not make_person(name, language="ru").is_held
    assert not asked()


def test_whoever_is_known_by_the_same_pen_name_is_not_held():
    heron = hidden(names=[{"text": "Ночная Цапля", "kind": "pen_name", "language": "ru"}], exposure="alias")
    assert not make_person("Ночная Цапля", language="ru").is_held
    assert make_person(NAME, language="ru").is_held
    assert heron.label == "Ночная Цапля"


def test_an_organisation_is_held_too_and_another_kind_is_not():
    naming.expose(make_organization("Тихий приют"), "withheld")
    assert make_organization("Тихий приют").is_held
    assert not make_person("Тихий приют").is_held


def test_who_was_there_before_comes_under_the_question_and_stays_listed(client):
    namesake = make_person(NAME, language="ru")
    person = hidden()

    assert asked() == {(namesake.pk, person.pk)}
    assert fresh(namesake).is_held
    assert client.get(namesake.get_absolute_url()).status_code == 200


def introduce_all(texts):
    naming.introduce_all([(Person(), [Name(text=text, language="ru", kind="preferred")]) for text in texts])


def test_many_at_once_are_held_as_one_by_one():
    person = hidden()
    introduce_all([*NEARLY, *OTHERS])

    held = Person.objects.filter(is_held=True, listed_from=None)
    assert set(held.values_list("names__text", flat=True)) == set(NEARLY)
    assert asked() == {(key, person.pk) for key in held.values_list("pk", flat=True)}


def test_many_at_once_are_compared_with_all_protected_in_a_few_queries(django_assert_max_num_queries):
    for number in range(20):
        hidden(f"{NAME}{'абвгдежзиклмнопрстуф'[number]}цкий")
    texts = [f"Сабир {first}{second}унов" for first in "БВГДЖЗКЛМН" for second in "ауоыэ"]
    with django_assert_max_num_queries(30):
        introduce_all(texts)


# Stories ---------------------------------------------------------------------------------------------------------------


def page(client, article) -> str:
    return client.get(Article.objects.get(pk=article.pk).get_absolute_url()).text


def test_tagging_with_a_namesake_uncovers_nothing(client):
    person = hidden()
    namesake = make_person("Ильдар Тайменов", language="ru", listed_from=None)
    article = make_article(
        f"{NAME} задержан",
        published=False,
        body=f"<p>{NAME} молчит.</p>",
        language="ru",
        about=[person, namesake],
        by=namesake,
    )
    publish(article, by=make_user("editor"))

    assert "Тайменов" not in page(client, article)
    assert fresh(namesake).listed_from is None
    assert client.get(f"/ru/people/{namesake.slug}/").status_code == 404


def test_the_answer_releases_and_lists(client):
    person, editor = hidden(), make_user("editor")
    namesake = make_person(NAME, language="ru", listed_from=None)
    article = make_article(published=False, body=f"<p>{NAME} молчит.</p>", language="ru", about=[namesake])
    publish(article, by=editor)
    naming.tell_apart(namesake.pk, person.pk, editor)

    assert not fresh(namesake).is_held
    assert NotTheSame.objects.get().decided_by == editor
    assert NAME in page(client, article)
    assert client.get(f"/ru/people/{namesake.slug}/").status_code == 200


def test_an_answer_that_is_undone_asks_again():
    person, namesake = hidden(), make_person(NAME, language="ru")
    naming.tell_apart(namesake.pk, person.pk, make_user("editor"))
    naming.undo_telling_apart(person.pk, namesake.pk)

    assert fresh(namesake).is_held


def test_after_an_upgrade_the_next_run_asks_about_those_of_before():
    person, namesake = hidden(), make_person(NAME, language="ru")
    NamesakeQuestion.objects.all().delete()
    Subject.objects.update(is_held=False)
    with transaction.atomic():
        jobs.put("namesakes", [person.pk])
    call_command("run_due", verbosity=0)

    assert asked() == {(namesake.pk, person.pk)}
    assert fresh(namesake).is_held


# What becomes of a question --------------------------------------------------------------------------------------------


def test_a_name_that_is_changed_is_asked_about_no_more():
    hidden()
    namesake = make_person(NAME, language="ru")
    namesake.names.update(text="Совсем Другой")
    for name in namesake.names.all():
        name.save()
    naming.refresh(namesake)

    assert not fresh(namesake).is_held


def test_a_name_that_is_shown_again_is_asked_about_no_more():
    person, namesake = hidden(), make_person(NAME, language="ru")
    naming.expose(fresh(person), "named")

    assert not asked()
    assert not fresh(namesake).is_held


def test_a_merge_answers_and_a_split_asks_again():
    chief, person, namesake = make_user("chief"), hidden(), make_person(NAME, language="ru")
    record = merging.merge(person, namesake, by=chief)
    assert not asked()

    merging.split(record, by=chief)
    assert asked() == {(namesake.pk, person.pk)}
    assert Subject.objects.get(pk=namesake.pk).is_held


def test_whom_a_protected_person_was_merged_into_is_asked_about_unless_that_was_decided():
    chief, person = make_user("chief"), hidden()
    namesake, survivor = make_person(NAME, language="ru"), hidden("Сабир Язов")
    naming.tell_apart(namesake.pk, person.pk, chief)
    merging.merge(survivor, person, by=chief)
    assert not asked()

    another = make_person(NAME, language="ru")
    assert asked() == {(another.pk, survivor.pk)}
    assert namesakes.held_back([namesake.pk, another.pk]) == {another.pk}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("ildar taimen", "ildar taimenov", True), ("taimenov", "ildar taimenov", True), ("vera", "veronika sizova", False),
        ("li", "anna li", True), ("anna li", "anna lin", False), ("ali ali", "ali karim", False),
    ],
)  # fmt: skip
def test_words_resemble_with_other_endings(one, other, alike):
    assert resemble(one.split(), other.split()) == resemble(other.split(), one.split()) == alike


def test_a_question_is_not_listed_among_the_likely_duplicates_too(client):
    hidden()
    make_person(NAME, language="ru")
    make_person("Айгуль Сомова", language="ru")
    make_person("Айгуль Сомова", language="ru")
    client.force_login(make_user("editor"))
    page = client.get("/admin/people/subject/duplicates/")

    assert len(page.context["questions"]) == 1
    assert [row["sides"][0]["spelling"] for row in page.context["pairs"]] == ["Айгуль Сомова"]


@pytest.mark.parametrize("number", [2, 20])
def test_the_questions_cost_the_same_for_few_and_for_many(number, client, django_assert_max_num_queries):
    client.force_login(make_user("editor"))
    hidden()
    for _ in range(number):
        make_person(NAME)
    client.get("/admin/people/subject/duplicates/")

    with django_assert_max_num_queries(30):
        answer = client.get("/admin/people/subject/duplicates/")
    assert len(answer.context["questions"]) == number
