"""Merging and splitting with clicks only, in a real browser."""

import pytest

from people import merging
from people.models import Person
from tests.factories import make_article, make_person, make_user
from tests.support.browser import log_in, send

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.needs("chromium")]


@pytest.fixture
def desk(page):
    user = make_user("chief")
    log_in(page, user.username)
    return page


def test_two_are_marked_merged_and_split_again(desk):
    kept = make_person("Zhangeldy Zhaksymbetov", names=[{"text": "Жангельды Жаксымбетов", "language": "ru"}])
    other = make_person("Zhangeldi Zhaksimbetov")
    make_article(about=[other])
    desk.goto("/admin/people/person/")
    for person in (kept, other):
        desk.check(f'input[name="_selected_action"][value="{person.pk}"]')
    send(desk, desk.get_by_role("region", name="With what is chosen").get_by_role("button", name="Merge"))
    desk.check(f"#survivor-{kept.pk}")
    send(desk, 'input[value="Merge"]')
    assert Person.objects.not_merged().get() == kept

    send(desk, desk.get_by_text("split them again"))
    send(desk, desk.get_by_text("Split again…"))
    send(desk, 'input[value="Split again"]')
    assert Person.objects.not_merged().count() == 2
    assert desk.visit.is_clean, desk.visit


@pytest.mark.needs("axe")
def test_the_pages_are_accessible(desk, axe_violations):
    kept, other, third, fourth = (make_person(f"Person {letter}") for letter in "ABCD")
    record = merging.merge(kept, other, by=make_user("chief"))
    third_and_fourth = f"/admin/people/person/merge/?ids={third.pk},{fourth.pk}"
    for url in (third_and_fourth, "/admin/people/person/merges/", f"/admin/people/person/merges/{record.pk}/"):
        desk.goto(url)
        assert axe_violations(desk) == [], url
