"""The desk for people, organisations and places: what an editor does there, and what it refuses."""

import pytest
from django.urls import reverse

from people import naming
from people.models import Identifier, Name, OldSlug, Organization, Person, Place, Subject, SubjectText
from tests.factories import make_article, make_organization, make_person, make_place, make_user
from tests.support.admin import add_row, as_typed, sentences

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/people/person/"


@pytest.fixture
def desk(client):
    client.force_login(make_user("editor"))
    return client


def page_of(subject) -> str:
    return reverse(f"admin:people_{subject.kind}_change", args=[subject.pk])


def save(desk, subject, *rows, **changes):
    """Open the page of the subject, type the changes (and further rows of names), save and follow."""
    data = as_typed(desk.get(page_of(subject)), **changes)
    for row in rows:
        data = add_row(data, "names", **row)
    return desk.post(page_of(subject), data, follow=True)


def add(desk, url=PEOPLE + "add/", *rows, **typed):
    data = as_typed(desk.get(url), **typed)
    for row in rows:
        data = add_row(data, "names", **row)
    return desk.post(url, data, follow=True)


def row(text, kind="alias", language="en", visibility="public"):
    return {"text": text, "kind": kind, "language": language, "visibility": visibility}


# Adding ------------------------------------------------------------------------------------------------------------


def test_a_name_is_enough_to_add_a_person(desk):
    add(desk, name="Aqylbek Muratbai")

    person = Person.objects.get()
    assert (person.label, person.slug, person.exposure) == ("Aqylbek Muratbai", "aqylbek-muratbai", "named")
    assert [(name.text, name.language, name.kind) for name in person.names.all()] == [
        ("Aqylbek Muratbai", "en", "preferred")
    ]


def test_the_small_window_adds_a_person_and_hands_back_its_number(desk):
    response = add(desk, PEOPLE + "add/?_popup=1", name="Aqylbek Muratbai", summary="Blogger", _popup="1")

    person = Person.objects.get()
    assert f"&quot;value&quot;: &quot;{person.pk}&quot;" in response.text
    assert person.texts.get().summary == "Blogger"


@pytest.mark.parametrize(
    ("kind", "facts"),
    [("organization", {"classification": "media"}), ("place", {"classification": "region", "country_code": "UZ"})],
)
def test_organisations_and_places_are_added_the_same_way(desk, kind, facts):
    add(desk, f"/admin/people/{kind}/add/", name="Нукус", language="ru", summary="Где-то", **facts)

    subject = {"organization": Organization, "place": Place}[kind].objects.get(**facts)
    assert (subject.label, subject.slug) == ("Нукус", "nukus")
    assert subject.texts.get().language == "ru"


def test_a_person_is_added_protected_with_all_spellings_at_once(desk):
    add(desk, PEOPLE + "add/", row("Night Heron", "pen_name"), name="Aqylbek Muratbai", exposure="alias")

    person = Person.objects.get()
    assert (person.label, person.slug) == ("Night Heron", "night-heron")
    assert not OldSlug.objects.exists()


@pytest.mark.parametrize("name", ["", "   ", "'’ʻ", "x" * 301, "a\0b"])
def test_a_name_that_is_none_is_refused_and_the_rest_stays(desk, name):
    response = add(desk, name=name, summary="Typed with care")

    assert not Person.objects.exists()
    assert response.context["adminform"].form.errors["name"]
    assert "Typed with care" in response.text


def test_html_in_a_name_stays_text(desk):
    response = add(desk, name="<script>alert(1)</script>")

    assert "<script>alert(1)" not in response.text
    assert Person.objects.get().label == "<script>alert(1)</script>"


def test_the_same_spelling_twice_is_refused_in_a_sentence(desk):
    response = add(desk, PEOPLE + "add/", row("Ivan Ivanov"), name="Ivan Ivanov")

    assert "is already the name above" in response.text
    assert not Person.objects.exists()


def test_letters_of_two_alphabets_in_a_word_are_pointed_out(desk):
    assert "Mуратбай" in sentences(add(desk, name="Ақылбек Mуратбай", language="kk"))


def test_two_alphabets_in_two_words_are_nothing_special(desk):
    assert "alphabets" not in sentences(add(desk, name="Муратбай (Muratbai) X-луч", language="kk"))


# Changing ----------------------------------------------------------------------------------------------------------


def test_names_and_exposure_change_together(desk):
    person = make_person("Aqylbek Muratbai")
    article = make_article("Aqylbek Muratbai freed", about=[person])
    response = save(desk, person, row("Night Heron", "pen_name"), exposure="alias")

    person.refresh_from_db()
    article.refresh_from_db()
    assert (person.label, person.slug, article.public_title) == ("Night Heron", "night-heron", "Night Heron freed")
    assert "Readers now see “Night Heron”" in sentences(response)
    assert desk.get("/people/aqylbek-muratbai/").status_code == 404


def test_a_pen_name_is_asked_for_and_nothing_is_lost(desk):
    person = make_person("Aqylbek Muratbai")
    response = save(desk, person, row("Typed with care"), exposure="alias")

    assert "needs one: add a name of the kind" in response.text
    assert "Typed with care" in response.text
    assert Person.objects.get().exposure == "named"


def test_a_refused_form_still_says_how_readers_see_the_person(desk):
    response = save(desk, make_person(), exposure="alias")
    assert "shown-named" in response.text


@pytest.mark.parametrize("pen_name", [row("Night Heron", "pen_name", visibility="staff"), row("Night Heron", "alias")])
def test_a_pen_name_that_readers_may_not_see_is_none(desk, pen_name):
    assert "needs one" in save(desk, make_person(), pen_name, exposure="alias").text


def test_the_pen_name_of_a_person_known_by_it_is_not_removed(desk):
    person = make_person(names=[{"text": "Night Heron", "kind": "pen_name", "language": "en"}], exposure="alias")
    response = save(desk, person, **{"names-1-DELETE": "on"})

    assert "needs one" in response.text
    assert person.names.count() == 2


def test_the_last_preferred_name_stays(desk):
    person = make_person(names=[{"text": "Murat", "kind": "alias", "language": "en"}])

    assert "A preferred name is missing" in save(desk, person, **{"names-0-DELETE": "on"}).text
    assert "A preferred name is missing" in save(desk, person, **{"names-0-kind": "alias"}).text
    assert person.names.preferred().count() == 1


def test_no_public_name_at_all_is_refused(desk):
    assert "Readers may see none of the names" in save(desk, make_person(), **{"names-0-visibility": "staff"}).text


def test_two_preferred_names_in_a_language_are_refused(desk):
    assert "two preferred names" in save(desk, make_person(), row("Murat", "preferred")).text


def test_preferred_name_and_alias_change_places(desk):
    person = make_person("Murat", names=[{"text": "Aqylbek Muratbai", "kind": "alias", "language": "en"}])
    save(desk, person, **{"names-0-kind": "alias", "names-1-kind": "preferred"})
    person.refresh_from_db()
    assert person.label == "Aqylbek Muratbai"

    save(desk, person, **{"names-0-kind": "preferred", "names-1-kind": "alias"})
    person.refresh_from_db()
    assert person.label == "Murat"


def test_a_new_name_takes_the_place_of_the_removed_one(desk):
    person = make_person("Murat")
    save(desk, person, row("Aqylbek", "preferred"), **{"names-0-DELETE": "on"})

    assert [name.text for name in person.names.all()] == ["Aqylbek"]


def test_a_name_that_ends_before_it_begins_is_refused(desk):
    dates = {"names-0-valid_from": "2022", "names-0-valid_to": "2019"}

    assert "The end is before the start" in save(desk, make_place("Astana"), **dates).text


def test_another_address_redirects(desk):
    place = make_place("Nukus")
    save(desk, place, slug="nukus-city")

    assert desk.get("/places/nukus/").headers["Location"] == "/places/nukus-city/"


def test_an_address_that_is_or_was_taken_is_refused(desk):
    other = make_place("Samarkand")
    naming.readdress(other, "samarqand")
    place = make_place("Nukus")

    for taken in ("samarkand", "samarqand"):
        assert "This address is taken, or was taken before" in save(desk, place, slug=taken).text
    assert Place.objects.get(pk=place.pk).slug == "nukus"


def test_an_address_left_empty_stays(desk):
    place = make_place("Nukus")
    save(desk, place, slug="")

    assert Place.objects.get(pk=place.pk).slug == "nukus"


def test_a_place_made_its_own_ancestor_is_refused_in_the_form(desk):
    country = make_place("Uzbekistan")
    city = make_place("Nukus", parent=make_place("Karakalpakstan", parent=country))

    for parent in (city, country):
        response = save(desk, country, parent=str(parent.pk), country_code="UZ")
        assert "so it cannot also contain it" in response.text
        assert 'value="UZ"' in response.text


def test_a_second_save_of_what_was_opened_before_is_refused(desk):
    person = make_person("Aqylbek Muratbai")
    opened = as_typed(desk.get(page_of(person)))
    naming.expose(person, "withheld")
    response = desk.post(page_of(person), opened | {"given_name": "Typed with care"})

    assert "somebody saved this page after you opened it" in response.text
    assert "Typed with care" in response.text
    assert Person.objects.get().exposure == "withheld"
    desk.post(page_of(person), as_typed(response))
    assert (Person.objects.get().exposure, Person.objects.get().given_name) == ("withheld", "Typed with care")


def test_a_save_that_does_not_say_what_was_opened_is_refused(desk):
    person = make_person("Aqylbek Muratbai")
    response = desk.post(page_of(person), as_typed(desk.get(page_of(person)), opened=None, given_name="Typed blindly"))

    assert "somebody saved this page after you opened it" in response.text
    assert Person.objects.get().given_name == ""


def test_nothing_is_deleted_here(desk):
    person = make_person()

    assert desk.get(page_of(person).replace("change", "delete")).status_code == 403
    assert "delete_selected" not in desk.get(PEOPLE).text


def test_a_page_with_identifiers_opens(desk):
    person = make_person()
    Identifier.objects.create(subject=person, scheme="wikidata", value="Q1")

    assert desk.get(page_of(person)).status_code == 200


# Reporters ---------------------------------------------------------------------------------------------------------


def test_a_reporter_adds_people_and_changes_none(client):
    client.force_login(make_user("reporter"))
    add(client, name="Aqylbek Muratbai")
    person = Person.objects.get()

    assert client.get(page_of(person)).status_code == 200
    assert client.post(page_of(person), {"exposure": "withheld"}).status_code == 403


def test_a_reporter_who_protects_somebody_is_told_that_only_editors_find_them(client):
    client.force_login(make_user("reporter"))

    assert "only editors find it here" in sentences(add(client, name="Aqylbek Muratbai", exposure="withheld"))
    assert "exposure" not in client.get(PEOPLE + "add/?_popup=1").context["adminform"].form.fields


# Lists and suggestions ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["muratbai", "МУРАТБАЙ", "мұратбай", "Muratbay", "murat aqyl", "Акылбек", "AQYL", "муратб"]
)
def test_the_list_and_suggestions_find_any_spelling_in_any_case_and_script(desk, typed):
    person = make_person("Aqylbek Muratbai", names=[{"text": "Ақылбек Мұратбай", "language": "kk"}])
    make_person("Koshkarbai Toremuratov")

    assert list(desk.get(PEOPLE, {"q": typed}).context["cl"].result_list) == [person]
    assert [found["id"] for found in suggestions(desk, typed)["results"]] == [str(person.pk)]


def suggestions(client, term, field=("articles", "mention", "subject")):
    names = dict(zip(("app_label", "model_name", "field_name"), field, strict=True))
    return client.get("/admin/autocomplete/", {"term": term, **names}).json()


def test_suggestions_tell_two_of_the_same_name_apart(desk):
    poet, farmer, alone = make_person("Ivan Ivanov"), make_person("Ivan Ivanov"), make_person("Ivan Petrov")
    SubjectText.objects.create(subject=poet, language="en", summary="Poet")
    SubjectText.objects.create(subject=alone, language="en", summary="Clerk")

    assert {row["text"] for row in suggestions(desk, "ivan")["results"]} == {
        f"Ivan Ivanov, Poet (#{poet.pk})",
        f"Ivan Ivanov (#{farmer.pk})",
        "Ivan Petrov, Clerk",
    }


def test_a_number_does_not_tell_of_a_namesake_who_may_not_be_seen(client):
    make_person("Ivan Ivanov"), make_person("Ivan Ivanov", exposure="withheld")
    client.force_login(make_user("reporter"))

    assert [row["text"] for row in suggestions(client, "ivan")["results"]] == ["Ivan Ivanov"]


def test_suggestions_begin_with_those_whose_name_begins_so(desk):
    for name in ("Anna Murat", "Murat Aliyev", "Zarina Muratova"):
        make_person(name)

    assert suggestions(desk, "murat")["results"][0]["text"].startswith("Murat Aliyev")


@pytest.mark.parametrize("term", ["", "'''", "%", "_", "\0", "x" * 5000, " ".join("abcdefghij" * 50)])
def test_no_term_breaks_the_suggestions(desk, term):
    make_person()

    assert "results" in suggestions(desk, term)


def test_suggestions_of_an_organisation_hold_no_person(desk):
    make_person("Freedom Walker")
    make_organization("Freedom for Eurasia")

    found = suggestions(desk, "freedom", ("people", "membership", "organization"))["results"]
    assert [one["text"].split(" (")[0] for one in found] == ["Freedom for Eurasia"]


def test_suggestions_over_all_kinds_cost_the_same_for_2_and_20(desk, django_assert_max_num_queries):
    for number in range(20):
        make_person(f"Murat {number}")
    with django_assert_max_num_queries(8):
        assert len(suggestions(desk, "murat")["results"]) == 20


def test_a_subject_leads_to_the_page_of_its_kind(desk):
    place = make_place()

    assert desk.get(f"/admin/people/subject/{place.pk}/change/?_popup=1")["Location"] == page_of(place) + "?_popup=1"
    assert desk.get("/admin/people/subject/").status_code == 403
    assert desk.get("/admin/people/subject/add/").status_code == 403


@pytest.mark.parametrize("model", [Person, Organization, Place])
def test_the_lists_cost_the_same_for_2_and_20_rows(desk, model, django_assert_max_num_queries):
    parents = [naming.create(model, f"Parent {number}") for number in range(2)]
    if model is not Person:
        model.objects.filter(pk=parents[1].pk).update(parent=parents[0].pk)
    url = reverse(f"admin:people_{model.KIND}_changelist")
    for total in (2, 20):
        while model.objects.count() < total:
            more = {} if model is Person else {"parent": parents[1]}
            subject = naming.create(model, f"Name {model.objects.count()}", **more)
            SubjectText.objects.create(subject=subject, language="en", summary="One line")
        with django_assert_max_num_queries(12):
            assert len(desk.get(url).context["cl"].result_list) == total


def test_the_list_of_places_shows_where_each_lies_and_filters_by_country(desk):
    country = make_place("Uzbekistan", classification="country")
    make_place("Nukus", parent=make_place("Karakalpakstan", parent=country, classification="region"))
    make_place("Almaty")
    response = desk.get("/admin/people/place/", {"country": country.pk})

    assert "Uzbekistan › Karakalpakstan" in response.text
    assert "Almaty" not in {place.label for place in response.context["cl"].result_list}
    assert desk.get("/admin/people/place/", {"country": "abc"}).status_code == 200


def test_merged_subjects_are_not_listed(desk):
    kept, gone = make_person("Ivan Ivanov"), make_person("Ivan Ivanov")
    Subject.objects.filter(pk=gone.pk).update(merged_into=kept.pk)

    assert list(desk.get(PEOPLE).context["cl"].result_list) == [kept]


def test_names_are_counted(desk):
    make_person(names=[{"text": "Murat"}, {"text": "Murad"}])

    assert [person.name_count for person in desk.get(PEOPLE).context["cl"].result_list] == [3]
    assert Name.objects.count() == 3
