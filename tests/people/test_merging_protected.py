"""A merge never tells readers who stands behind a protected name."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from people import merging, naming
from people.models import OldSlug, Subject
from people.models.merging import MergeRecord
from tests.factories import make_article, make_person, make_user
from tests.support.rows import everything, fresh

pytestmark = pytest.mark.django_db

PEN_NAME = {"text": "Night Heron", "language": "en", "kind": "pen_name"}


@pytest.fixture
def editor():
    """One who may merge, but not where a name is protected."""
    user = make_user("editor")
    user.user_permissions.add(Permission.objects.get(codename="merge_subjects"))
    return user


@pytest.fixture
def chief():
    return make_user("chief")


def protected(exposure="alias", name="Aqylbek Muratbai"):
    return make_person(name, names=[dict(PEN_NAME)], exposure=exposure)


@pytest.mark.parametrize("exposure", ["initials", "alias", "withheld"])
@pytest.mark.parametrize("turned", [False, True])
def test_where_a_name_is_protected_an_editor_may_neither_merge_nor_split(editor, chief, exposure, turned):
    pair = [protected(exposure), make_person("Aqylbek Muratov")]
    pair = pair[::-1] if turned else pair
    with pytest.raises(PermissionDenied):
        merging.merge(*pair, by=editor)
    record = merging.merge(*pair, by=chief)
    with pytest.raises(PermissionDenied):
        merging.split(record, by=editor)


@pytest.mark.parametrize("exposure", ["initials", "alias", "withheld"])
@pytest.mark.parametrize("turned", [False, True])
def test_where_a_name_is_protected_no_address_leads_on(client, chief, exposure, turned):
    named = make_person("Aqylbek Muratov")
    naming.readdress(named, "muratov")
    third = make_person("A. Muratov")
    merging.merge(named, third, by=chief)
    pair = [protected(exposure), named]
    survivor, other = pair[::-1] if turned else pair
    addresses = [other.get_absolute_url(), "/people/muratov/", "/people/aqylbek-muratov/", "/people/a-muratov/"]
    merging.merge(survivor, other, by=chief)

    addresses += [fresh(other).get_absolute_url(), fresh(third).get_absolute_url()]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert not OldSlug.objects.exists()


@pytest.mark.parametrize("turned", [False, True])
def test_where_a_name_is_protected_the_others_names_are_for_staff(chief, turned):
    pair = [protected(), make_person("Aqylbek Muratov")]
    survivor, other = pair[::-1] if turned else pair
    texts = list(other.names.values_list("text", flat=True))
    merging.merge(survivor, other, by=chief)

    assert set(survivor.names.filter(text__in=texts).values_list("visibility", flat=True)) == {"staff"}


@pytest.mark.parametrize("turned", [False, True])
def test_readers_never_learn_from_a_merge_who_stands_behind_a_pen_name(client, chief, turned):
    pair = [protected(name="Secret Realname"), make_person("Secret Realnym")]
    survivor, other = pair[::-1] if turned else pair
    other.texts.create(language="en", summary="A blogger from Nukus")
    stories = [
        make_article(about=[pair[0]], title="Secret Realname writes", body="<p>Secret Realname writes at night.</p>"),
        make_article(about=[pair[1]], body="<p>Secret Realnym speaks by day.</p>"),
    ]
    merging.merge(survivor, other, by=chief)

    pages = [client.get(story.get_absolute_url(), follow=True).text for story in map(fresh, stories)]
    pages += [client.get(fresh(survivor).get_absolute_url()).text, client.get("/people/").text]
    for page in pages:
        assert not [word for word in ("Realname", "Realnym", "Heron", "realname", "blogger") if word in page]


def test_whom_no_reader_has_met_goes_into_a_pen_name_that_stays(client, chief):
    survivor, other = protected(), make_person("Aqylbek Muratov")
    other.texts.create(language="en", summary="A blogger from Nukus")
    make_article(about=[other], published=False)
    merging.merge(survivor, other, by=chief)

    page = client.get("/people/night-heron/")
    assert page.status_code == 200
    assert "Murat" not in page.text
    assert "blogger" not in page.text


def test_two_pen_names_do_not_take_each_others_place(client, chief):
    survivor, other = protected(), protected(name="Aqylbek Muratov")
    other.names.filter(kind="pen_name").update(text="Grey Owl")
    naming.refresh(other, was="alias")
    story = make_article(about=[other], body="<p>Grey Owl writes.</p>")
    merging.merge(survivor, other, by=chief)

    assert fresh(story).body_html == "<p>Name withheld writes.</p>"


def test_two_who_are_seen_alike_are_seen_so_after_the_merge(chief):
    survivor, other = protected("initials"), protected("initials")
    make_article(about=[other])
    merging.merge(survivor, other, by=chief)

    assert fresh(survivor).label == "A. M."


def test_staff_who_see_no_protected_names_do_not_see_the_merge(chief):
    record = merging.merge(protected(), make_person("Aqylbek Muratov"), by=chief)

    assert list(MergeRecord.objects.visible_to(chief)) == [record]
    assert not MergeRecord.objects.visible_to(make_user("reporter")).exists()
    assert not Subject.objects.visible_to(make_user("reporter")).exists()


@pytest.mark.parametrize("turned", [False, True])
def test_a_protected_pair_is_split_without_a_trace(chief, turned):
    named = make_person("Aqylbek Muratov")
    naming.readdress(named, "muratov")
    pair = [protected(), named]
    make_article(title="Aqylbek Muratov is free", body="<p>Aqylbek Muratov, or Muratbai?</p>", about=pair)
    before = everything()
    record = merging.merge(*(pair[::-1] if turned else pair), by=chief)
    assert everything() != before
    merging.split(record, by=chief)

    assert everything() == before


def test_a_decision_to_withhold_holds_for_both_after_a_split(client, chief):
    survivor, other = make_person("Zhangeldy Zhaksymbetov"), make_person("Zhangeldi Zhaksimbetov")
    naming.readdress(survivor, "zhaksymbetov")
    record = merging.merge(survivor, other, by=chief)
    naming.expose(fresh(survivor), "withheld")
    merging.split(record, by=chief)

    assert not Subject.objects.public().exists()
    assert {client.get(f"/people/{slug}/").status_code for slug in ("zhaksymbetov", "zhangeldi-zhaksimbetov")} == {404}


def test_an_address_that_was_given_away_in_between_stays_where_it_is(chief):
    survivor, other = protected(), make_person("Aqylbek Muratov")
    record = merging.merge(survivor, other, by=chief)
    namesake = make_person("Aqylbek Muratov")
    merging.split(record, by=chief)

    assert (fresh(namesake).slug, fresh(other).slug) == ("aqylbek-muratov", "aqylbek-muratov-2")
