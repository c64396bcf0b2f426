"""Doors of the admin of people, organisations and places that a browser seldom opens."""

import pytest
from django.template.response import SimpleTemplateResponse

from people import naming
from people.models import Identifier
from tests.factories import make_person, make_user
from tests.support.admin import add_row, as_typed

pytestmark = pytest.mark.django_db

HUGE = "9" * 30


@pytest.fixture
def editor(client):
    client.force_login(make_user("editor"))
    return client


@pytest.mark.parametrize(
    "asked",
    [f"country={HUGE}", "country=%C2%B2", "country=%00", "classification=%00", "exposure__exact=%00", "q=%00"],
)
def test_no_address_of_the_list_is_a_server_error(editor, asked):
    assert editor.get(f"/admin/people/place/?{asked}", follow=True).status_code in {200, 400}


@pytest.mark.parametrize("key", ["%C2%B2", HUGE, "-1", "%00", "x"])
@pytest.mark.parametrize("kind", ["person", "organization", "place", "subject"])
def test_no_key_in_an_address_is_a_server_error(editor, kind, key):
    address = f"/admin/people/{kind}/{key}/change/"
    assert {editor.get(address).status_code, editor.post(address).status_code} <= {302, 404}


@pytest.mark.parametrize(("role", "exposure"), [("reporter", "named"), ("editor", "named"), ("editor", "withheld")])
def test_a_number_that_is_taken_is_refused_with_one_sentence(client, role, exposure):
    holder = make_person("Zorbulak Qanarovich")
    Identifier.objects.create(subject=holder, scheme="wikidata", value="Q42")
    naming.expose(holder, exposure)
    client.force_login(make_user(role))
    add = "/admin/people/person/add/"
    data = as_typed(client.get(add), name="Aigul Sarsen")
    response = client.post(add, add_row(data, "identifiers", scheme="wikidata", value="Q42"))
    assert "This number cannot be used here: check it, or ask an editor." in response.text
    assert "already exists" not in response.text


def test_each_control_of_the_names_carries_the_name_of_its_column(editor):
    response = editor.get(f"/admin/people/person/{make_person().pk}/change/")
    names = next(one.formset for one in response.context["inline_admin_formsets"] if one.formset.prefix == "names")
    shown = [field for form in (*names.forms, names.empty_form) for field in form.visible_fields()]
    assert shown
    assert all('aria-label="' in str(field) for field in shown)


def test_no_post_makes_the_desk_read_thousands_of_forms(editor, monkeypatch):
    prefixes = {"names", "texts", "memberships", "identifiers"}
    address = f"/admin/people/person/{make_person().pk}/change/"
    data = as_typed(editor.get(address)) | {f"{prefix}-TOTAL_FORMS": "99999" for prefix in prefixes}
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")  # nobody looks at it here
    formsets = [one.formset for one in editor.post(address, data).context_data["inline_admin_formsets"]]
    asked = {formset.prefix: formset for formset in formsets if formset.prefix in prefixes}
    assert asked.keys() == prefixes
    assert [prefix for prefix, formset in asked.items() if len(formset.forms) > 220] == []
    assert [prefix for prefix, formset in asked.items() if not formset.non_form_errors()] == []
