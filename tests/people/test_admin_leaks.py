"""Side doors of the admin through which a protected name could reach staff who may not see it (security A2)."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from articles.models import Article
from newsroom.checks import admin_closes_its_side_doors
from people import naming
from people.base.admin import StaffAdmin
from people.models import Membership, Name, Person, SubjectText
from tests.factories import make_article, make_organization, make_person, make_place, make_section, make_user
from tests.support.admin import add_row, as_typed

pytestmark = pytest.mark.django_db

CANARIES = ("Zorbulak", "Qanarovich", "Зорбулак", "zorbulak", "Heronsecret", "Spoonbill")
DOORS = ("", "?q=zorbulak", "?q=Зорбулак", "?q=heron", "?q=A.", "?o=1", "?o=-1", "?all=1", "?_facets=True")


@pytest.fixture
def hidden():
    person = make_person(
        "Zorbulak Qanarovich",
        given_name="Zorbulak",
        family_name="Qanarovich",
        names=[
            {"text": "Зорбулак Канарович", "language": "ru", "kind": "preferred"},
            {"text": "Heronsecret", "language": "en", "kind": "pen_name"},
        ],
    )
    SubjectText.objects.create(subject=person, language="en", summary="Spoonbill keeper")
    naming.expose(person, "withheld")
    return person


@pytest.fixture
def reporter(client):
    client.force_login(make_user("reporter"))
    return client


def is_silent(response) -> bool:
    return not any(canary in response.text for canary in CANARIES)


@pytest.mark.parametrize("door", DOORS)
def test_the_list_holds_no_protected_person(reporter, hidden, door):
    make_person("Anybody Else")

    response = reporter.get("/admin/people/person/" + door)
    assert is_silent(response) or "q=" in door  # the search box repeats what was typed
    assert hidden not in response.context["cl"].result_list
    assert "Name withheld" not in response.text


@pytest.mark.parametrize(
    "lookup",
    [
        "given_name__startswith",
        "family_name__startswith",
        "family_name",
        "labels__startswith",
        "label__startswith",
        "slug__startswith",
        "names__text__startswith",
        "names__folded__startswith",
        "texts__summary__startswith",
        "subject_ptr__label__startswith",
        "merged_into__label__startswith",
        "account__username__startswith",
        "bylines__text__startswith",
        "exposure",
        "exposure__exact",
    ],
)
def test_no_lookup_by_address_tells_true_from_false(reporter, hidden, lookup):
    """Item 3a: the answer to a right guess is that to a wrong one, whether the field is shown or not."""
    make_person("Anybody Else")
    right, wrong = (
        reporter.get("/admin/people/person/", {lookup: value}, follow=False) for value in ("Z", "definitely not")
    )

    assert (right.status_code, right.get("Location")) == (wrong.status_code, wrong.get("Location"))
    assert right.status_code in (302, 400)


@pytest.mark.parametrize("value", ["withheld", "initials", "alias"])
def test_the_filter_by_exposure_is_for_those_who_may_see(reporter, hidden, value):
    assert reporter.get("/admin/people/person/", {"exposure__exact": value}).status_code in (302, 400)


def test_an_invalid_form_that_names_a_hidden_row_does_not_print_it(client):
    """Item 3b, in every form with a choice of subjects that this app has."""
    country = make_place("Zorbulak Land")
    naming.expose(country, "withheld")
    client.force_login(make_user("reporter"))
    url = "/admin/people/place/add/"
    empty = client.get(url)
    response = client.post(url, as_typed(empty, name="", parent=str(country.pk)))

    assert is_silent(response)
    assert f'value="{country.pk}" selected' not in response.text
    assert f"#{country.pk})" not in response.text
    # Only the way to show a name that is called so.
    assert response.text.count("Name withheld") == empty.text.count("Name withheld")


def test_a_hidden_row_is_as_wrong_a_choice_as_one_that_is_not_there(client):
    country = make_place("Zorbulak Land", exposure="withheld")
    client.force_login(make_user("reporter"))
    url = "/admin/people/place/add/"
    errors = [
        client.post(url, as_typed(client.get(url), name="X", parent=str(key)))
        .context["adminform"]
        .form.errors["parent"]
        for key in (country.pk, 999_999)
    ]

    assert errors[0] == errors[1]


def test_a_membership_in_a_hidden_organisation_is_not_shown(reporter):
    person, organization = make_person("Anybody Else"), make_organization("Zorbulak Circle", exposure="withheld")
    Membership.objects.create(person=person, organization=organization, role="Spoonbill")
    response = reporter.get(reverse("admin:people_person_change", args=[person.pk]))

    assert response.status_code == 200
    assert is_silent(response)


def test_the_sidebar_names_no_hidden_country(reporter):
    """Item 3c."""
    make_place("Zorbulak Land", classification="country", exposure="withheld")
    make_place("Zorbulak Town", classification="country", exposure="initials")

    response = reporter.get("/admin/people/place/")
    assert is_silent(response)
    assert "Name withheld" not in response.text


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_a_hidden_person_answers_like_one_that_is_not_there(reporter, hidden, page):
    answers = []
    for key in (hidden.pk, 999_999):
        response = reporter.get(reverse(f"admin:people_person_{page}", args=[key]))
        answers.append((response.status_code, response.get("Location")))
        reporter.get("/admin/login/")

    assert answers[0] == answers[1]


def test_a_subject_that_is_hidden_leads_nowhere(reporter, hidden):
    hidden_one, missing = (reporter.get(f"/admin/people/subject/{key}/change/") for key in (hidden.pk, 999_999))

    assert (hidden_one.status_code, hidden_one["Location"]) == (missing.status_code, missing["Location"])


@pytest.mark.parametrize("term", ["zorbulak", "Зорбулак", "ЗОРБУЛАК", "zorb", "heron", "name withheld", ""])
@pytest.mark.parametrize(
    "field", [("articles", "mention", "subject"), ("articles", "byline", "person"), ("newsroom", "user", "person")]
)
def test_suggestions_hold_no_protected_person(client, hidden, term, field):
    client.force_login(make_user("reporter"))
    names = dict(zip(("app_label", "model_name", "field_name"), field, strict=True))

    assert client.get("/admin/autocomplete/", {"term": term, **names}).json()["results"] == []


def test_editors_find_a_protected_person_and_read_the_public_label(client, hidden):
    client.force_login(make_user("editor"))
    asked = {"term": "Зорбулак", "app_label": "articles", "model_name": "mention", "field_name": "subject"}
    (found,) = client.get("/admin/autocomplete/", asked).json()["results"]

    assert found["id"] == str(hidden.pk)
    assert "Zorbulak" not in found["text"]


def test_nobody_is_warned_of_a_namesake_that_is_hidden(reporter, hidden):
    url = "/admin/people/person/add/"
    response = reporter.post(url, as_typed(reporter.get(url), name="Zorbulak Qanarovich"), follow=True)

    assert "may already exist" not in response.text


def test_the_log_holds_no_name(client):
    """Item 3d: neither of those who were named then, nor in what an inline says."""
    client.force_login(make_user("editor"))
    url = "/admin/people/person/add/"
    data = as_typed(client.get(url), name="Zorbulak Qanarovich")
    client.post(url, data | {"names-0-text": "Heronsecret", "names-0-language": "en"})
    person = Person.objects.get()
    url = reverse("admin:people_person_change", args=[person.pk])
    data = add_row(
        as_typed(client.get(url)), "names", text="Зорбулак", kind="alias", visibility="public", language="ru"
    )
    client.post(
        url, data | {"names-1-DELETE": "on", "names-0-source": "https://example.org/", "family_name": "Zorbulak"}
    )
    data = as_typed(client.get(url), exposure="withheld")
    client.post(url, data | {"texts-0-language": "en", "texts-0-summary": "Spoonbill"})

    assert Name.objects.count() == 2
    entries = LogEntry.objects.all()
    assert len(entries) == 3
    for entry in entries:
        text = f"{entry.object_repr} {entry.change_message} {entry}"
        assert not any(canary in text for canary in CANARIES), text
        assert str(person.pk) in entry.object_repr
    assert is_silent(client.get(reverse("admin:people_person_history", args=[person.pk])))
    assert is_silent(client.get("/admin/"))


def test_the_permission_alone_opens_the_doors(client, hidden):
    client.force_login(make_user("editor"))

    assert list(client.get("/admin/people/person/", {"q": "Зорбулак"}).context["cl"].result_list) == [hidden]
    assert client.get("/admin/people/person/", {"exposure__exact": "withheld"}).status_code == 200


def test_an_account_without_any_role_meets_nobody(client, hidden):
    client.force_login(make_user(""))
    make_article(about=[hidden])

    assert client.get("/admin/people/person/").status_code == 403
    assert client.get(reverse("admin:people_person_change", args=[hidden.pk])).status_code in (302, 403)
    asked = {"term": "", "app_label": "articles", "model_name": "mention", "field_name": "subject"}
    assert client.get("/admin/autocomplete/", asked).status_code == 403
    assert Article.objects.count() == 1


@pytest.mark.parametrize("role", ["reporter", "chief", "admin"])
def test_the_delete_page_names_nothing_that_belongs_to_a_row(client, role):
    """The stock page lists every related object, whoever may see it."""
    person = make_person("Anybody Else")
    make_article("Heronsecret in a draft", about=[person], published=False)
    client.force_login(make_user(role))
    url = reverse("admin:people_person_delete", args=[person.pk])

    for response in (client.get(url), client.post(url, {"post": "yes"})):
        assert response.status_code == 403
        assert is_silent(response)
    assert Person.objects.filter(pk=person.pk).exists()


def test_no_action_deletes_what_is_ticked(client):
    person = make_person("Anybody Else")
    client.force_login(make_user("admin"))
    data = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}
    client.post("/admin/people/person/", data)

    assert Person.objects.filter(pk=person.pk).exists()


@pytest.mark.parametrize("kind", ["person", "section"])
def test_the_history_is_for_those_who_may_change_the_row(client, kind):
    row = make_person() if kind == "person" else make_section()
    address = reverse(f"admin:{row._meta.app_label}_{kind}_history", args=[row.pk])
    answers = []
    for role in ("reporter", "tagger", "editor"):
        client.force_login(make_user(role))
        answers.append(client.get(address).status_code)

    assert answers == [403, 403, 200]


@pytest.mark.parametrize("page", ["history", "delete", "change"])
def test_who_may_see_no_such_rows_learns_nothing_of_which_there_are(client, page):
    account = make_user("admin")
    client.force_login(make_user("editor"))
    there, missing = (client.get(f"/admin/newsroom/user/{key}/{page}/") for key in (account.pk, 999_999))

    assert there.status_code == missing.status_code == 403
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    assert token.sub("", there.text) == token.sub("", missing.text)


def test_no_address_leads_to_an_object_by_its_kind_and_number(reporter, hidden):
    kind = ContentType.objects.get_for_model(Person)

    assert reporter.get(f"/admin/r/{kind.pk}/{hidden.pk}/").status_code == 404


def test_an_app_has_no_page_of_its_own(reporter):
    assert reporter.get("/admin/people/")["Location"] == "/admin/"


# Classes of the admin --------------------------------------------------------------------------------------------------


class Stock(admin.ModelAdmin):
    pass


class StockInline(admin.TabularInline):
    model = Name


class HalfOurs(StaffAdmin):
    inlines = [StockInline]


@pytest.mark.parametrize(("strange", "named"), [(Stock, "Stock"), (HalfOurs, "StockInline")])
def test_an_admin_class_that_is_not_derived_from_ours_is_refused(strange, named):
    site = admin.AdminSite()
    site.register(Person, strange)
    (error,) = admin_closes_its_side_doors(None, site=site)

    assert error.id == "newsroom.E002"
    assert named in error.msg


def test_all_classes_of_our_admin_are_derived_from_ours():
    assert admin_closes_its_side_doors(None) == []
