"""The desk for people in a real browser."""

import pytest

from people.models import Person
from tests.factories import make_person, make_user
from tests.support.browser import log_in, send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.needs("chromium")]


@pytest.fixture
def desk(page):
    user = make_user("editor")
    log_in(page, user.username)
    return page


def test_a_person_is_added_with_a_name_and_enter(desk):
    desk.goto("/admin/people/person/add/")
    desk.keyboard.type("Ақылбек Мұратбай")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".messagelist")

    assert Person.objects.get().label == "Ақылбек Мұратбай"
    assert desk.visit.is_clean, desk.visit


def test_a_spelling_is_added_in_the_table_and_a_pen_name_protects(desk):
    person = make_person("Aqylbek Muratbai")
    desk.goto(f"/admin/people/person/{person.pk}/change/")
    # A spelling that is stored has a box to delete it; the cross is for rows not saved yet.
    assert desk.locator("#names-group .inline-deletelink:visible").count() == 0
    desk.get_by_text("Add a spelling").click()
    desk.fill("#id_names-1-text", "Night Heron")
    desk.select_option("#id_names-1-kind", "pen_name")
    desk.check('input[name="exposure"][value="alias"]')
    send(desk, 'input[name="_save"]')

    assert "Readers now see “Night Heron”" in desk.inner_text(".messagelist")
    person.refresh_from_db()
    assert (person.label, person.names.count()) == ("Night Heron", 2)
    assert desk.visit.is_clean, desk.visit


def test_the_form_fits_on_a_laptop(desk):
    person = make_person("Aqylbek Muratbai", names=[{"text": "Акылбек Муратбай", "language": "kaa-Cyrl"}])
    desk.set_viewport_size({"width": 1280, "height": 800})
    desk.goto(f"/admin/people/person/{person.pk}/change/")

    assert desk.evaluate("document.documentElement.scrollWidth") <= 1280
