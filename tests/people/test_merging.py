"""Two records of one person become one, and two again."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from reversion.models import Version

from articles import workflow
from articles.models import Article, Byline, Mention, Portrait
from people import merging, naming
from people.merging.relations import relations
from people.models import Identifier, Name, NameKey, Person, Place, Subject
from tests.factories import make_article, make_image, make_organization, make_person, make_place, make_user
from tests.support.rows import everything, fresh

pytestmark = pytest.mark.django_db

RUSSIAN = {"text": "Жангельды Жаксымбетов", "language": "ru", "kind": "preferred"}


@pytest.fixture
def chief():
    return make_user("chief")


@pytest.fixture
def two():
    """Two records of one man, the second under another spelling."""
    return make_person("Zhangeldy Zhaksymbetov"), make_person("Zhangeldi Zhaksimbetov", names=[dict(RUSSIAN)])


# What a merge does ------------------------------------------------------------------------------------------------


def test_the_other_stays_as_a_row_that_points_to_the_survivor(two, chief):
    survivor, other = two
    record = merging.merge(survivor, other, by=chief)

    assert fresh(other).merged_into_id == survivor.pk
    assert (record.survivor_id, record.other_id, record.by, record.split_at) == (survivor.pk, other.pk, chief, None)


def test_the_names_of_the_other_become_aliases(two, chief):
    survivor, other = two
    merging.merge(survivor, other, by=chief)

    assert sorted(survivor.names.values_list("text", "kind")) == [
        ("Zhangeldi Zhaksimbetov", "alias"),
        ("Zhangeldy Zhaksymbetov", "preferred"),
        ("Жангельды Жаксымбетов", "alias"),
    ]
    assert not other.names.exists()


@pytest.mark.parametrize("kind", ["birth", "former", "transliteration", "abbreviation", "pen_name", "misspelling"])
def test_a_name_of_a_special_kind_keeps_it(two, chief, kind):
    survivor, other = two
    other.names.filter(language="ru").update(kind=kind)
    merging.merge(survivor, other, by=chief)

    assert survivor.names.get(language="ru").kind == kind


def test_the_label_of_the_survivor_stays(two, chief):
    merging.merge(*two, by=chief)

    assert fresh(two[0]).labels == {"en": "Zhangeldy Zhaksymbetov"}


def test_equal_names_are_no_obstacle(chief):
    survivor, other = make_person("Aqylbek Muratbai"), make_person("Aqylbek Muratbai")
    before = everything()
    record = merging.merge(survivor, other, by=chief)

    assert survivor.names.count() == Name.objects.count() == 1
    merging.split(record, by=chief)
    assert everything() == before


def test_all_that_refers_to_the_other_refers_to_the_survivor(two, chief):
    survivor, other = two
    account = make_user("reporter", person=other)
    article = make_article(about=[other], by=other)
    other.memberships.create(organization=make_organization(), role="chair")
    Identifier.objects.create(subject=other, scheme="wikidata", value="Q1")
    merging.merge(survivor, other, by=chief)

    assert Byline.objects.get(article=article).person_id == survivor.pk
    assert Mention.objects.get(article=article).subject_id == survivor.pk
    assert survivor.memberships.count() == survivor.identifiers.count() == 1
    assert fresh(account).person_id == survivor.pk
    assert merging.references([other]) == {other.pk: []}


def test_keys_to_subjects_that_a_merge_leaves_alone_are_few_and_known():
    left = {
        relation.related_model.__name__
        for relation in Subject._meta.get_fields(include_hidden=True)
        if relation.auto_created and relation.hidden and not relation.many_to_many
    }

    assert left == {"MergeRecord", "NamesakeQuestion", "NotTheSame", "SettledPassage"}


def test_rows_of_a_many_to_many_table_move_too():
    """Not only of tables that are written out, as that of pictures is: groups of accounts show it."""
    assert "group" in {relation.field.name for relation in relations(Group)}


def test_pictures_of_the_other_show_the_survivor_and_split_again(two, chief):
    survivor, other = two
    of_both, of_other = make_image(shows=two), make_image(shows=[other])
    before = everything()
    record = merging.merge(survivor, other, by=chief)

    assert [list(image.subjects.values_list("pk", flat=True)) for image in (of_both, of_other)] == [[survivor.pk]] * 2
    merging.split(record, by=chief)
    assert everything() == before


@pytest.mark.parametrize("has_own", [True, False])
def test_of_two_portraits_the_survivors_stays_and_a_single_one_moves(two, chief, has_own):
    survivor, other = two
    own, theirs = make_image(), make_image()
    Portrait.objects.create(subject_id=other.pk, image=theirs)
    if has_own:
        Portrait.objects.create(subject_id=survivor.pk, image=own)
    before = everything()
    record = merging.merge(survivor, other, by=chief)

    assert Portrait.objects.get(subject_id=survivor.pk).image == (own if has_own else theirs)
    merging.split(record, by=chief)
    assert everything() == before


def test_two_tags_in_one_story_become_the_surer_one(two, chief):
    survivor, other = two
    article = make_article(about=[survivor, other])
    Mention.objects.filter(subject=survivor).update(state="rejected")
    Mention.objects.filter(subject=other).update(prominence="main")
    merging.merge(survivor, other, by=chief)

    assert list(article.mentions.values_list("subject", "state", "prominence")) == [(survivor.pk, "confirmed", "main")]


def test_of_two_accounts_the_survivors_stays_linked(two, chief):
    survivor, other = two
    accounts = [make_user("reporter", person=person) for person in two]
    before = everything()
    record = merging.merge(survivor, other, by=chief)

    assert [fresh(account).person_id for account in accounts] == [survivor.pk, None]
    merging.split(record, by=chief)
    assert everything() == before


def test_places_inside_the_other_lie_inside_the_survivor(chief):
    survivor, other = make_place("Karakalpakstan"), make_place("Qaraqalpaqstan")
    inner = make_place("Nukus", parent=other)
    merging.merge(survivor, other, by=chief)

    assert fresh(inner).parent_id == survivor.pk


def test_a_place_inside_the_survivor_can_be_merged_into_it(chief):
    survivor = make_place("Nukus")
    other = make_place("Nukus city", parent=survivor)
    merging.merge(survivor, other, by=chief)

    assert fresh(other).merged_into_id == survivor.pk


def test_names_of_a_country_are_found_by_the_survivors_code(chief):
    survivor = make_place("Uzbekistan", country_code="UZ", classification="country")
    other = make_place("Оʻzbekiston", classification="country")
    before = everything()
    record = merging.merge(survivor, other, by=chief)
    name = Name.objects.get(text=other.label)

    assert name.subject_id == survivor.pk
    NameKey.objects.renew_for([name])
    merging.split(record, by=chief)
    assert everything() == before


def test_links_in_stories_lead_to_the_survivor(two, chief):
    survivor, other = two
    article = make_article(body="<p>Zhangeldi Zhaksimbetov spoke.</p>", about=[other])
    merging.merge(survivor, other, by=chief)

    assert fresh(article).body_html == (
        '<p><a class="subject" href="/people/zhangeldy-zhaksymbetov/">Zhangeldi Zhaksimbetov</a> spoke.</p>'
    )


def test_the_address_of_the_other_redirects(client, two, chief):
    survivor, other = two
    naming.readdress(other, "zhaksimbetov")
    merging.merge(survivor, other, by=chief)

    for address in ("/people/zhaksimbetov/", "/people/zhangeldi-zhaksimbetov/"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, "/people/zhangeldy-zhaksymbetov/")


def test_a_stored_revision_that_names_the_other_follows_to_the_survivor(two, chief):
    survivor, other = two
    article = make_article(published=False, about=[other])
    workflow.publish(article, by=chief, reason="Checked")
    stored = Version.objects.get_for_model(Mention).latest("pk")
    merging.merge(survivor, other, by=chief)

    named = json.loads(fresh(stored).serialized_data)[0]["fields"]["subject"]
    assert named == other.pk
    assert merging.survivor_of(named) == survivor.pk


def test_who_was_never_merged_stands_for_itself(two):
    assert merging.survivor_of(two[0].pk) == two[0].pk


def test_no_version_and_no_time_of_a_story_changes(two, chief):
    survivor, other = two
    article = make_article(about=[other])
    before = Article.objects.values_list("version", "saved_at").get()
    merging.merge(survivor, other, by=chief)

    assert Article.objects.values_list("version", "saved_at").get(pk=article.pk) == before


def test_several_are_merged_at_once_and_the_survivor_may_be_among_them(chief):
    people = [make_person(name) for name in ("Daulet Tazhimuratov", "Dauletmurat Tajimuratov", "D. Tazhimuratov")]
    records = merging.merge_all(people[1], people, by=chief)

    assert {record.other_id for record in records} == {people[0].pk, people[2].pk}
    assert Person.objects.not_merged().get() == people[1]


# What is refused --------------------------------------------------------------------------------------------------


def test_kinds_that_differ_are_refused(chief):
    with pytest.raises(merging.Refused, match="only records of the same kind"):
        merging.merge(make_person(), make_organization(), by=chief)


def test_nothing_is_merged_with_itself(two, chief):
    with pytest.raises(merging.Refused, match="itself"):
        merging.merge(two[0], two[0], by=chief)


def test_what_has_been_merged_is_refused_on_either_side(two, chief):
    survivor, other = two
    third = make_person("Third Person")
    merging.merge(survivor, other, by=chief)

    for pair in ((other, third), (third, other)):
        with pytest.raises(merging.Refused, match="already"):
            merging.merge(*pair, by=chief)


def test_a_place_is_not_merged_with_one_around_it(chief):
    outer = make_place("Karakalpakstan")
    inner = make_place("Nukus", parent=make_place("Nukus district", parent=outer))
    with pytest.raises(merging.Refused, match="is part of"):
        merging.merge(inner, outer, by=chief)


def test_one_that_cannot_be_merged_leaves_all_as_they_are(two, chief):
    before = everything()
    with pytest.raises(merging.Refused):
        merging.merge_all(two[0], [two[1], make_organization()], by=chief)

    assert everything()["people_name"][:3] == before["people_name"]


def test_a_reporter_may_neither_merge_nor_split(two, chief):
    reporter = make_user("reporter")
    with pytest.raises(PermissionDenied):
        merging.merge(*two, by=reporter)
    record = merging.merge(*two, by=chief)
    with pytest.raises(PermissionDenied):
        merging.split(record, by=reporter)


# Splitting --------------------------------------------------------------------------------------------------------


def test_what_was_made_in_between_stays_with_the_survivor_and_is_listed(two, chief):
    survivor, other = two
    record = merging.merge(survivor, other, by=chief)
    article = make_article(about=[survivor])
    name = survivor.names.create(text="Zhankeldi", kind="alias")
    expected = {name, article.mentions.get()}

    assert set(merging.made_since(record)) == expected
    assert set(merging.split(record, by=chief).stayed) == expected
    assert article.mentions.get().subject_id == name.subject_id == survivor.pk


def test_what_was_edited_in_between_keeps_the_edit_and_goes_back(two, chief):
    survivor, other = two
    record = merging.merge(survivor, other, by=chief)
    name = survivor.names.get(language="ru")
    name.kind = "misspelling"
    name.save()
    result = merging.split(record, by=chief)

    assert (fresh(name).subject_id, fresh(name).kind) == (other.pk, "misspelling")
    assert result.edited == [name]
    assert fresh(other).labels == {"en": "Zhangeldi Zhaksimbetov"}


def test_what_was_removed_in_between_stays_removed(two, chief):
    survivor, other = two
    article = make_article(about=two)
    record = merging.merge(survivor, other, by=chief)
    survivor.names.get(language="ru").delete()
    Mention.objects.all().delete()
    article.delete()
    result = merging.split(record, by=chief)

    assert [type(row) for row in result.lost] == [Mention]
    assert other.names.count() == 1


def test_a_row_of_before_a_column_was_added_is_put_back_with_the_columns_default(chief):
    survivor, other = make_person("One Person"), make_person("One Person")
    record = merging.merge(survivor, other, by=chief)
    del next(entry for entry in record.payload["aside"] if entry["model"] == "people.name")["row"]["source"]
    record.save()
    merging.split(record, by=chief)

    assert other.names.get().source == ""


def test_a_split_that_would_put_a_place_into_itself_is_refused(chief):
    around = make_place("Around")
    survivor, other = make_place("Nukus"), make_place("Nokis", parent=around)
    inner = make_place("Inner", parent=other)
    record = merging.merge(survivor, other, by=chief)
    Place.objects.filter(pk=around.pk).update(parent=inner.pk)
    with pytest.raises(merging.Refused, match="part of itself"):
        merging.split(record, by=chief)

    assert fresh(inner).parent_id == survivor.pk


def test_an_identifier_in_the_way_is_a_sentence(chief):
    survivor, other = make_person("One Person"), make_person("One Person")
    record = merging.merge(survivor, other, by=chief)
    Name.objects.create(subject=other, text="One Person", language="en")  # through a form opened before the merge
    with pytest.raises(merging.Refused, match="conflicts with what was there before"):
        merging.split(record, by=chief)


def test_two_are_split_only_once(two, chief):
    record = merging.merge(*two, by=chief)
    merging.split(record, by=chief)
    with pytest.raises(merging.Refused, match="already"):
        merging.split(record, by=chief)


def test_after_a_split_the_two_can_be_merged_the_other_way_round(two, chief):
    survivor, other = two
    merging.split(merging.merge(survivor, other, by=chief), by=chief)
    merging.merge(other, survivor, by=chief)

    assert fresh(survivor).merged_into_id == other.pk


# Chains -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def chain(chief):
    """C went into B, and B into A."""
    a, b, c = (make_person(name) for name in ("Zhangeldy A", "Zhangeldi B", "Zhankeldi C"))
    make_article(about=[a, b, c], by=c)
    states = [everything()]
    first = merging.merge(b, c, by=chief)
    states.append(everything())
    return (a, b, c), (first, merging.merge(a, b, by=chief)), states


def test_of_a_chain_each_points_to_the_next(chain):
    (a, b, c), _records, _states = chain

    assert (fresh(c).merged_into_id, fresh(b).merged_into_id, fresh(a).merged_into_id) == (b.pk, a.pk, None)
    assert merging.survivor_of(c.pk) == a.pk
    assert a.names.count() == 3


def test_all_addresses_of_a_chain_lead_to_its_end(client, chain):
    for address in ("/people/zhangeldi-b/", "/people/zhankeldi-c/"):
        assert client.get(address)["Location"] == "/people/zhangeldy-a/"


def test_a_chain_is_split_newest_first(chain, chief):
    _people, (first, second), states = chain
    with pytest.raises(merging.Refused, match="split that one first"):
        merging.split(first, by=chief)
    merging.split(second, by=chief)
    assert everything() == states[1]
    merging.split(first, by=chief)
    assert everything() == states[0]
