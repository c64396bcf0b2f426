"""Merging and splitting at the desk."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from articles.models import Mention
from people import merging, naming
from people.admin.merge import described
from people.models import NotTheSame, Person
from people.models.merging import MergeRecord
from tests.factories import make_article, make_organization, make_person, make_user
from tests.support.admin import as_typed, sentences
from tests.support.rows import fresh

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/people/person/"


@pytest.fixture
def chief():
    return make_user("chief")


@pytest.fixture
def desk(client, chief):
    client.force_login(chief)
    return client


@pytest.fixture
def two():
    return make_person("Zhangeldy Zhaksymbetov"), make_person("Zhangeldi Zhaksimbetov")


def select(client, subjects, url=PEOPLE):
    data = {"action": "merge_selected", "_selected_action": [subject.pk for subject in subjects]}
    return client.post(url, data, follow=True)


def merge_url(*subjects, url=PEOPLE) -> str:
    return f"{url}merge/?ids={','.join(str(subject.pk) for subject in subjects)}"


def test_from_the_list_to_one_record(desk, two):
    survivor, other = two
    make_article(about=[other])
    page = select(desk, two)
    assert "mentions: 1" in page.text
    assert page.context["chosen"] == other

    page = desk.post(
        page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], {"survivor": survivor.pk}, follow=True
    )

    assert "has become part of this one" in sentences(page)
    assert page.context["original"] == survivor
    assert Person.objects.not_merged().get() == survivor


@pytest.mark.parametrize("number", [1, 11])
def test_one_or_too_many_are_answered_with_a_sentence(desk, number):
    page = select(desk, [make_person(f"Person {n}") for n in range(number)])

    assert "at least two" in sentences(page)


def test_nothing_is_merged_before_one_is_chosen(desk, two):
    page = desk.post(merge_url(*two), {"survivor": make_person("Somebody Else").pk})

    assert "Choose which" in sentences(page)
    assert not MergeRecord.objects.exists()


def test_a_refusal_is_a_sentence_on_the_page(desk):
    outer = make_organization("Ministry")
    inner = make_organization("Department", parent=outer)
    url = "/admin/people/organization/"
    page = desk.post(merge_url(inner, outer, url=url), {"survivor": inner.pk})

    assert "is part of" in sentences(page)


@pytest.mark.parametrize("ids", ["", "1", "x,y", "1,99999999999999999999", "٣,٤", "1;2", ",".join(map(str, range(50)))])
def test_numbers_that_are_none_lead_back_to_the_list(desk, ids):
    page = desk.get(f"{PEOPLE}merge/", {"ids": ids}, follow=True)

    assert "at least two" in sentences(page)


def test_a_decision_that_two_are_not_the_same_is_shown(desk, two):
    NotTheSame.objects.decide(two[0].pk, two[1].pk)

    assert "not the same" in desk.get(merge_url(*two)).text


def test_a_story_that_was_open_during_the_merge_is_saved_with_the_survivor(desk, chief, two):
    survivor, other = two
    article = make_article(about=[other], by=other, published=False)
    Mention.objects.update(prominence="main")
    url = f"/admin/articles/article/{article.pk}/change/"
    typed = as_typed(desk.get(url))
    merging.merge(survivor, other, by=chief)

    assert "Saved" in sentences(desk.post(url, typed, follow=True))
    assert article.bylines.get().person_id == survivor.pk
    assert article.mentions.values_list("subject", "prominence").get() == (survivor.pk, "main")


def test_another_kind_is_not_among_the_candidates(desk, two):
    page = desk.get(merge_url(two[0], make_organization()), follow=True)

    assert "at least two" in sentences(page)


def test_the_log_holds_numbers_and_no_names(desk, two):
    desk.post(merge_url(*two), {"survivor": two[0].pk})

    logged = " ".join(f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all())
    assert f"Merged #{two[1].pk} into this one." in logged
    assert f"Merged into #{two[0].pk}." in logged
    assert "Zhang" not in logged


def test_split_again_lists_what_was_made_since(desk, chief, two):
    survivor, other = two
    record = merging.merge(survivor, other, by=chief)
    story = make_article("Told later", about=[survivor])
    assert "Split again…" in desk.get(f"{PEOPLE}merges/").text
    question = desk.get(f"{PEOPLE}merges/{record.pk}/").text
    assert "Added since the merge" in question
    assert story.title in question

    page = desk.post(f"{PEOPLE}merges/{record.pk}/", follow=True)

    assert "Split: two records again" in sentences(page)
    assert "Added since the merge" in sentences(page)
    assert fresh(other).merged_into_id is None
    assert "split again" in desk.get(f"{PEOPLE}merges/").text


@pytest.mark.parametrize("kind", ["people", "organizations"])
def test_what_was_made_since_is_named_by_what_it_ties_the_survivor_to(chief, kind):
    make = make_person if kind == "people" else make_organization
    survivor, other = make("Zhangeldy"), make("Zhangeldi")
    record = merging.merge(survivor, other, by=chief)
    if kind == "people":
        survivor.memberships.create(organization=make_organization("Union"), role="chair")
        make_user("reporter", person=survivor, username="zhan")
    else:
        make_organization("Department", parent=survivor)
    lines = " ".join(described(merging.made_since(record), survivor, chief))

    assert "Zhangeldy" not in lines
    assert all(word in lines for word in (["Union", "zhan"] if kind == "people" else ["Department"]))


def test_a_second_split_is_a_sentence(desk, chief, two):
    record = merging.merge(*two, by=chief)
    merging.split(record, by=chief)

    assert "already been split" in sentences(desk.post(f"{PEOPLE}merges/{record.pk}/"))
    assert "already been split" in desk.get(f"{PEOPLE}merges/{record.pk}/").text


def test_reading_the_pages_changes_nothing(desk, chief, two):
    record = merging.merge(*two, by=chief)
    third, fourth = make_person("Third Person"), make_person("Fourth Person")
    for url in (merge_url(third, fourth), f"{PEOPLE}merges/", f"{PEOPLE}merges/{record.pk}/"):
        assert desk.get(url).status_code == 200

    assert MergeRecord.objects.not_split().get() == record


@pytest.mark.parametrize("role", ["reporter", "tagger", "editor"])
def test_who_is_no_chief_finds_no_way_to_merge_or_split(client, chief, two, role):
    record = merging.merge(*two, by=chief)
    others = make_person("Third Person"), make_person("Fourth Person")
    client.force_login(make_user(role))

    listing = client.get(PEOPLE).text
    assert "merge_selected" not in listing
    assert "merges/" not in listing
    for url in (merge_url(*others), f"{PEOPLE}merges/", f"{PEOPLE}merges/{record.pk}/"):
        assert client.get(url).status_code == 403
        assert client.post(url, {"survivor": others[0].pk}).status_code == 403
    assert select(client, others).redirect_chain == []
    assert MergeRecord.objects.count() == 1


def test_who_merges_but_no_protected_names_is_told_that_those_are_for_the_chief(client, two):
    editor = make_user("editor")
    editor.user_permissions.add(Permission.objects.get(codename="merge_subjects"))
    client.force_login(editor)
    naming.expose(two[1], "initials")

    assert "only the chief" in client.get(merge_url(*two)).text
    assert client.post(merge_url(*two), {"survivor": two[0].pk}).status_code == 403


def test_the_chief_is_told_what_readers_see_after_a_protected_merge(client, two):
    client.force_login(make_user("chief"))
    naming.expose(two[1], "initials")
    page = client.post(merge_url(*two), {"survivor": two[0].pk}, follow=True)

    assert "Readers now see “Name withheld”" in sentences(page)


def test_hidden_and_missing_merges_answer_alike(client, two):
    naming.expose(two[1], "initials")
    chief = make_user("chief")
    record = merging.merge(*two, by=chief)
    reader = make_user("")
    granted = Permission.objects.filter(codename__in=["merge_subjects", "view_person"])
    reader.user_permissions.set(granted)
    client.force_login(reader)

    hidden, missing = client.get(f"{PEOPLE}merges/{record.pk}/"), client.get(f"{PEOPLE}merges/{record.pk + 1}/")
    assert (hidden.status_code, hidden.text) == (404, missing.text)
    assert list(client.get(f"{PEOPLE}merges/").context["page"]) == []


@pytest.mark.parametrize("number", [2, 8])
def test_the_pages_cost_the_same_for_few_and_for_many(desk, chief, django_assert_max_num_queries, number):
    people = [make_person(f"Person {n}") for n in range(number)]
    with django_assert_max_num_queries(25):
        desk.get(merge_url(*people))
    merging.merge_all(people[0], people, by=chief)
    with django_assert_max_num_queries(14):
        desk.get(f"{PEOPLE}merges/")
