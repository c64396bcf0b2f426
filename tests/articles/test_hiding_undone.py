"""A name that is hidden leaves no address behind, and all addresses come back when it may be seen again."""

import pytest
from django.urls import reverse

from articles.models import Article, Mention
from people import naming
from people.models import Exposure, OldSlug, Subject
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


def fresh(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def story():
    return make_article("Bekzat Yeralinov is free", body="<p>Bekzat Yeralinov left.</p>")


@pytest.fixture
def person():
    return make_person("Бекзат Ералинов")


def test_an_address_that_holds_the_name_is_answered_no_more(client, story, person):
    address = story.get_absolute_url()
    naming.expose(person, Exposure.WITHHELD)

    answer = client.get(address)
    assert (answer.status_code, "ralinov" in answer["Location"].lower()) == (301, False)


def test_the_address_of_a_story_comes_back(story, person):
    before = story.get_absolute_url()
    naming.expose(person, Exposure.WITHHELD)
    naming.expose(fresh(person), Exposure.NAMED)

    assert fresh(story).get_absolute_url() == before


def test_an_address_typed_meanwhile_stays(story, person):
    naming.expose(person, Exposure.WITHHELD)
    Article.objects.filter(pk=story.pk).update(slug="another-address")
    naming.expose(fresh(person), Exposure.NAMED)

    assert fresh(story).slug == "another-address"


def test_the_addresses_of_a_person_come_back(client, person):
    naming.readdress(person, "bekzat-old")
    naming.readdress(person, "bekzat-new")
    naming.expose(person, Exposure.WITHHELD)
    naming.expose(fresh(person), Exposure.NAMED)

    assert fresh(person).slug == "bekzat-new"
    assert client.get(reverse("people:person", args=["bekzat-old"]))["Location"].endswith("/people/bekzat-new/")


def test_a_hidden_person_s_addresses_are_not_answered(client, person):
    slug = person.slug
    naming.expose(person, Exposure.WITHHELD)

    assert client.get(reverse("people:person", args=[slug])).status_code == 404
    assert not OldSlug.objects.filter(slug=slug).exists()


def test_an_address_that_another_got_meanwhile_stays_with_the_other(person):
    slug = person.slug
    naming.expose(person, Exposure.WITHHELD)
    other = make_person("Somebody Else")
    naming.readdress(other, slug)
    naming.expose(fresh(person), Exposure.NAMED)

    assert Subject.objects.get(slug=slug) == Subject.objects.get(pk=other.pk)


def test_hiding_empties_the_spelling_kept_with_a_mention(story, person):
    mention = Mention.objects.create(article=story, subject=person, spelling="Bekzat Yeralinov")
    naming.expose(person, Exposure.WITHHELD)

    assert fresh(mention).spelling == ""


@pytest.mark.parametrize("target", ["slug", "old"])
def test_links_to_a_hidden_person_s_page_go_from_every_story(person, target):
    naming.readdress(person, "teacher-of-aral")
    slug = person.slug if target == "slug" else OldSlug.objects.get(object_id=person.pk).slug
    article = make_article(body=f'<p>The <a href="/people/{slug}/">teacher</a> left.</p>')
    naming.expose(person, Exposure.INITIALS)

    assert fresh(article).body_html == "<p>The teacher left.</p>"


def test_a_link_that_spells_the_name_goes_and_its_words_stay(person):
    article = make_article(about=[person], body='<p>See <a href="https://example.org/Ералинов">here</a>.</p>')
    naming.expose(person, Exposure.WITHHELD)

    assert fresh(article).body_html == "<p>See here.</p>"
