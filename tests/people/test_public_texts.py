"""Descriptions, roles, and names of organisations tell no name that readers must not see."""

import pytest
from django.urls import reverse

from people import merging, naming
from people.exchange.importing import import_subjects
from people.models import Exposure, Membership, Name, Organization, Subject, SubjectText
from people.naming import texts
from people.naming.public_text import public_text
from tests.factories import make_article, make_organization, make_person, make_user
from tests.support.admin import as_typed
from tests.support.rows import everything, fresh
from tests.walk import readers_pages

pytestmark = pytest.mark.django_db

NAME = "Bekzat Eralinov"


@pytest.fixture
def hidden():
    return make_person(NAME, names=[{"text": "Бекзат Ералинов", "language": "ru", "kind": Name.Kind.PREFERRED}])


@pytest.fixture
def sister():
    """One who may be named, and of whom several texts tell her brother's name."""
    sister = make_person("Asel Toktosunova")
    SubjectText.objects.create(
        subject=sister, language="en", summary=f"Sister of {NAME}", biography="Eralinov was freed."
    )
    SubjectText.objects.create(subject=sister, language="ru", summary="Сестра Бекзата Ералинова")
    Membership.objects.create(person=sister, organization=make_organization("Teachers' Union"), role=f"aide to {NAME}")
    make_article(about=[sister])
    return sister


def pages_with(client, *words) -> set[str]:
    pages = readers_pages(client) | readers_pages(client, ["/ru/", "/ru/people/", "/ru/organizations/"])
    return {path for path, text in pages.items() if any(word in text for word in words)}


def test_a_name_that_may_be_shown_stands_in_the_texts_as_written(hidden, sister, client):
    page = client.get(sister.get_absolute_url()).text

    assert f"Sister of {NAME}" in page
    assert f"aide to {NAME}" in page


@pytest.mark.parametrize("exposure", [Exposure.WITHHELD, Exposure.INITIALS])
def test_a_protected_name_is_in_no_text_about_others(exposure, hidden, sister, client):
    naming.expose(hidden, exposure)

    assert pages_with(client, "Eralinov", "Ералинов") == set()
    assert "Sister of " in client.get(fresh(sister).get_absolute_url()).text


def test_the_label_stands_in_the_place_of_the_name(hidden, sister):
    naming.expose(hidden, Exposure.WITHHELD)
    shown = dict(sister.texts.values_list("language", "public_summary"))

    assert shown == {"en": "Sister of Name withheld", "ru": "Сестра Имя не называется"}


def test_a_full_name_in_the_summary_tells_whom_the_profile_means(hidden, sister):
    naming.expose(hidden, Exposure.WITHHELD)

    assert sister.texts.get(language="en").public_biography == "Name withheld was freed."


def test_undoing_gives_back_every_byte(hidden, sister):
    make_organization(f"Friends of {NAME}")
    before = everything()
    naming.expose(hidden, Exposure.WITHHELD)
    assert everything()["people_subjecttext"] != before["people_subjecttext"]
    naming.expose(fresh(hidden), Exposure.NAMED)

    assert {table: rows for table, rows in everything().items() if table not in MOVED} == {
        table: rows for table, rows in before.items() if table not in MOVED
    }


#: The protected person's own address is another one after that, as before.
MOVED = {"people_subject", "people_oldslug"}


def test_what_an_editor_wrote_stays_in_the_form(hidden, sister, client):
    naming.expose(hidden, Exposure.WITHHELD)
    client.force_login(make_user("editor"))
    form = client.get(reverse("admin:people_person_change", args=[sister.pk])).text

    assert f"Sister of {NAME}" in form
    assert f"aide to {NAME}" in form


def test_a_text_saved_while_a_name_is_protected_shows_it_never(hidden, client):
    naming.expose(hidden, Exposure.WITHHELD)
    person = make_person("Asel Toktosunova")
    make_article(about=[person])
    client.force_login(make_user("editor"))
    address = reverse("admin:people_person_change", args=[person.pk])
    typed = {"texts-0-language": "en", "texts-0-summary": f"Sister of {NAME}", "texts-TOTAL_FORMS": "1"}
    answer = client.post(address, as_typed(client.get(address), **typed))

    assert answer.status_code == 302
    assert person.texts.get().public_summary == "Sister of Name withheld"


def test_a_form_that_is_open_while_another_is_hidden_can_be_saved(hidden, sister, client):
    client.force_login(make_user("editor"))
    address = reverse("admin:people_person_change", args=[sister.pk])
    typed = as_typed(client.get(address), **{"texts-0-summary": f"Elder sister of {NAME}"})
    naming.expose(hidden, Exposure.WITHHELD)
    answer = client.post(address, typed)

    assert answer.status_code == 302
    assert sister.texts.get(language="en").public_summary == "Elder sister of Name withheld"


def test_a_text_stored_around_the_door_is_held_back(hidden, client):
    naming.expose(hidden, Exposure.WITHHELD)
    person = make_person("Asel Toktosunova")
    SubjectText.objects.create(subject=person, language="en", summary=f"Sister of {NAME}")

    assert person.texts.get().public_summary is None
    assert "Sister of" not in client.get(person.get_absolute_url()).text


def test_an_imported_text_shows_no_protected_name(hidden):
    naming.expose(hidden, Exposure.WITHHELD)
    role = [{"organization": "Union", "role": f"aide to {NAME}"}]
    import_subjects(
        [
            {"kind": "organization", "name": "Union", "summary": f"Founded by {NAME}"},
            {"kind": "person", "name": "Asel Toktosunova", "memberships": role},
        ]
    )

    assert SubjectText.objects.get().public_summary == "Founded by Name withheld"
    assert Membership.objects.get().public_role == "aide to Name withheld"


def test_a_role_that_comes_back_by_a_split_shows_no_name_hidden_meanwhile(hidden, sister):
    chief, union = make_user("chief"), Organization.objects.get()
    other = make_organization("Union of Teachers")
    Membership.objects.create(person=sister, organization=other, role=f"aide to {NAME}")
    record = merging.merge(union, other, by=chief)
    naming.expose(hidden, Exposure.WITHHELD)
    merging.split(record, by=chief)

    assert {row.public_role for row in Membership.objects.all()} == {"aide to Name withheld"}
    assert Membership.objects.count() == 2


# Names of organisations ----------------------------------------------------------------------------------------------


def test_an_organisation_is_called_without_the_protected_name(hidden, client):
    fund = make_organization(f"{NAME} Fund", names=[{"text": "Фонд Бекзата Ералинова", "language": "ru"}])
    make_article(about=[fund])
    naming.expose(hidden, Exposure.WITHHELD)

    assert fresh(fund).label == "Name withheld Fund"
    assert pages_with(client, "Eralinov", "Ералинов") == set()
    assert fund.names.first().text == f"{NAME} Fund"


def test_no_reader_finds_the_organisation_by_the_protected_name(hidden, client):
    fund = make_organization(f"{NAME} Fund")
    naming.expose(hidden, Exposure.WITHHELD)
    answer = client.get("/organizations/", {"q": NAME})

    assert fresh(fund).label not in answer.text


def test_a_new_organisation_gets_no_address_of_a_protected_name(hidden):
    naming.expose(hidden, Exposure.WITHHELD)

    assert "eralinov" not in make_organization(f"{NAME} Fund").slug


def test_its_name_comes_back_when_the_person_may_be_named(hidden, client):
    fund = make_organization(f"{NAME} Fund")
    naming.expose(hidden, Exposure.WITHHELD)
    naming.expose(fresh(hidden), Exposure.NAMED)

    assert fresh(fund).label == f"{NAME} Fund"
    assert f"{NAME} Fund" in client.get("/organizations/", {"q": NAME}).text


def test_a_namesake_who_may_be_named_keeps_her_name(hidden):
    namesake = make_person("Bekzat Eralinova")
    naming.expose(hidden, Exposure.WITHHELD)

    assert fresh(namesake).label == "Bekzat Eralinova"


# The person's own texts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("exposure", [Exposure.INITIALS, Exposure.ALIAS])
def test_an_own_text_that_tells_the_name_in_another_script_is_held_back(exposure, client):
    person = make_person(
        "Гульмира Сапарова", language="ru", names=[{"text": "Night Heron", "kind": Name.Kind.PEN_NAME}]
    )
    SubjectText.objects.create(subject=person, language="en", summary="Gulmira Saparova, teacher")
    make_article(about=[person])
    naming.expose(person, exposure)

    assert pages_with(client, "Gulmira", "Saparova", "Сапарова") == set()


def test_an_own_text_that_tells_no_name_is_shown(client):
    person = make_person("Гульмира Сапарова", language="ru")
    SubjectText.objects.create(subject=person, language="en", summary="A teacher from Osh")
    make_article(about=[person])
    naming.expose(person, Exposure.INITIALS)

    assert "A teacher from Osh" in client.get(fresh(person).get_absolute_url()).text


def test_a_text_without_a_word_of_a_name_is_as_written(hidden):
    naming.expose(hidden, Exposure.WITHHELD)
    text = "The court in Bekabad sat until eight.\n\nNobody spoke."

    assert public_text(text, "en") == text


# Cost ------------------------------------------------------------------------------------------------------------------


def test_a_change_of_somebody_who_may_be_named_reads_only_what_is_masked(hidden, sister, monkeypatch):
    naming.expose(hidden, Exposure.WITHHELD)
    for number in range(5):
        other = make_person(f"Other Person {number}")
        SubjectText.objects.create(subject=other, language="en", summary="Speaks of Aibek Sydykov")
    texts.store_texts(SubjectText.objects.all())
    someone, read = make_person("Aibek Sydykov"), []
    monkeypatch.setattr(texts, "read_texts", lambda rows, protected=None: read.extend(rows))
    texts.follow(Subject.objects.get(pk=someone.pk))

    assert {text.subject_id for text in read} == {sister.pk}
