"""The page "Where the name stood": what hiding a name changed, and what is left for people."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from articles.models import Portrait, Topic
from people.models import Exposure, Person
from tests.factories import make_article, make_image, make_person, make_section, make_user
from tests.support.admin import as_typed, sentences

pytestmark = pytest.mark.django_db

NAME = "Vera Tolmasova"


def page_of(person) -> str:
    return reverse("admin:articles_article_withheld", args=[person.pk])


def form_of(person) -> str:
    return reverse("admin:people_person_change", args=[person.pk])


def hidden(name=NAME, **fields) -> Person:
    return make_person(name, exposure=Exposure.WITHHELD, **fields)


def withhold(client, person, exposure="withheld"):
    """On the person's page, as an editor does it."""
    return client.post(
        form_of(person), as_typed(client.get(form_of(person)), exposure=exposure, _save="1"), follow=True
    )


def listed(answer, part: str) -> list[str]:
    return [row.story.title for row in answer.context[part]]


# After the decision -------------------------------------------------------------------------------------------------


def test_withholding_leads_to_the_list_of_what_changed(client, editor):
    person = make_person(NAME)
    make_article("A trial", body=f"<p>{NAME} spoke.</p>", about=[person])
    answer = withhold(client, person)

    assert answer.redirect_chain[-1][0] == page_of(person)
    assert listed(answer, "changed") == ["A trial"]
    assert "<mark>Vera Tolmasova</mark> spoke." in answer.text


def test_the_message_counts_what_happened(client, editor):
    person = make_person(NAME)
    for title in ("One", "Two", "Three"):
        make_article(title, body=f"<p>{NAME} spoke.</p>", about=[person])
    make_image(alt=f"{NAME} at court", shows=[person])
    make_article("Elsewhere", body="<p>Nobody spoke.</p>")

    said = sentences(withhold(client, person))
    assert "The name was replaced in 3 stories and 1 picture. 1 place is left for you." in said


def test_the_message_says_so_when_no_text_held_the_name(client, editor):
    make_article("Elsewhere", body="<p>Nobody spoke.</p>")
    said = sentences(withhold(client, make_person(NAME)))

    assert "No story and no picture held the name." in said
    assert "left for you" not in said


def test_showing_a_name_again_leads_to_no_list(client, editor):
    answer = withhold(client, hidden(), "named")

    assert "withheld/" not in answer.redirect_chain[-1][0]
    assert "replaced in" not in sentences(answer)


def test_saved_and_edited_on_the_message_leads_to_the_list(client, editor):
    person = make_person(NAME)
    data = as_typed(client.get(form_of(person)), exposure="withheld", _continue="1")
    answer = client.post(form_of(person), data, follow=True)

    assert answer.redirect_chain[-1][0] == form_of(person)
    assert page_of(person) in sentences(answer)


def test_a_person_added_under_a_withheld_name_leads_to_the_list(client, editor):
    make_article("A trial", body=f"<p>{NAME} spoke.</p>")
    add = reverse("admin:people_person_add")
    answer = client.post(add, as_typed(client.get(add), name=NAME, exposure="withheld", _save="1"), follow=True)

    assert answer.redirect_chain[-1][0] == page_of(Person.objects.get())
    assert listed(answer, "changed") == ["A trial"]


def test_the_page_is_found_again_from_the_persons_form(client, editor):
    person = hidden()

    assert page_of(person) in client.get(form_of(person)).text
    assert "Where the name stood" not in client.get(form_of(make_person("Marat Imanov"))).text


def test_the_names_panel_of_a_story_leads_to_what_is_hidden_in_it(client, editor):
    person = hidden()
    story = make_article("A trial", body=f"<p>{NAME} spoke.</p>", about=[person])
    make_article("Another", body=f"<p>{NAME} spoke.</p>", about=[person])
    panel = client.post(reverse("admin:articles_article_names", args=[story.pk]), {"people": person.pk})

    assert f"{page_of(person)}?story={story.pk}" in panel.text
    assert listed(client.get(f"{page_of(person)}?story={story.pk}"), "changed") == ["A trial"]


def test_undo_shows_the_name_again_everywhere(client, editor):
    person = hidden()
    story = make_article("A trial", body=f"<p>{NAME} spoke.</p>", about=[person])
    assert NAME not in client.get(story.get_absolute_url()).text
    show = client.get(page_of(person)).context["show_url"]
    answer = client.post(show, follow=True)

    assert "Readers see “Vera Tolmasova” again." in sentences(answer)
    assert NAME in client.get(story.get_absolute_url()).text


def test_undo_says_that_another_protected_record_of_the_name_keeps_it_hidden(client, editor):
    person = hidden()
    hidden()
    answer = client.post(reverse("admin:people_person_show", args=[person.pk]), follow=True)

    assert "another protected record bears this name" in sentences(answer)


# What is left -------------------------------------------------------------------------------------------------------


def test_a_name_that_is_also_a_word_is_left_with_its_sentence(client, editor):
    person = hidden("Will Sarmanov")
    make_article("A trial", body="<p>It rained. Will he speak? So we ask.</p>", about=[person])
    answer = client.get(page_of(person))

    assert listed(answer, "left") == ["A trial"]
    assert "<mark>Will</mark> he speak?" in answer.text
    assert "It rained" not in answer.text


def test_pages_outside_that_a_tagged_story_leads_to_are_left(client, editor):
    person = hidden()
    body = '<p>She <a href="https://example.org/a/1">spoke</a>, <a href="/en/about/">we</a> heard.</p>'
    make_article("A trial", body=body, source_url="https://example.org/first", about=[person])
    links = client.get(page_of(person)).context["left"][0].passages.links_out

    assert links == ["https://example.org/first", "https://example.org/a/1"]


def test_a_link_that_spells_the_name_is_listed_as_taken_away(client, editor):
    person = hidden()
    body = '<p>She <a href="https://example.org/vera-tolmasova">spoke</a>.</p>'
    make_article("A trial", body=body, about=[person])
    row = client.get(page_of(person)).context["changed"][0]

    assert row.passages.links_taken == ["https://example.org/vera-tolmasova"]
    assert row.passages.links_out == []


def test_a_picture_that_shows_the_person_is_left(client, editor):
    person = hidden()
    image = make_image(alt="A woman at a table", shows=[person])
    make_image(alt="A street")
    answer = client.get(page_of(person))

    assert [row.image for row in answer.context["pictures_left"]] == [image]
    assert answer.context["pictures_changed"] == []


def test_a_portrait_is_left_though_nobody_tagged_it(client, editor):
    person = hidden()
    image = make_image(alt="A woman")
    Portrait.objects.create(subject=person, image=image)

    assert [row.image for row in client.get(page_of(person)).context["pictures_left"]] == [image]


def test_words_of_its_lead_picture_that_a_story_hides_are_listed_with_it(client, editor):
    person = hidden()
    make_article("A trial", lead_image=make_image(alt="Tolmasova waits"), about=[person])
    (row,) = client.get(page_of(person)).context["changed"]

    assert [(passage.line, passage.words) for passage in row.passages.hidden] == [("picture", "Tolmasova")]


def test_sections_and_topics_that_hold_the_name_are_left(client, editor):
    person = hidden()
    section = make_section("The case of Vera Tolmasova")
    make_section("Courts")
    Topic.objects.create(name="One trial", slug="delo-tolmasovoy", language="en")
    names = [row.name for row in client.get(page_of(person)).context["headings"]]

    assert names == [section.name, "One trial"]


# For whom -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["reporter", "tagger"])
def test_who_may_not_see_protected_names_is_refused_alike_for_any_number(client, role):
    client.force_login(make_user(role))
    person, named = hidden(), make_person("Marat Imanov")

    answers = {client.get(page_of(one)).status_code for one in (person, named)}
    missing = client.get(reverse("admin:articles_article_withheld", args=[987654321]))
    assert answers | {missing.status_code} == {403}
    assert client.post(reverse("admin:people_person_show", args=[person.pk])).status_code == 403


def test_looking_at_the_addresses_of_buttons_changes_nothing(client, editor):
    person = hidden()
    for name in ("people_person_show", "articles_article_withheld_settle"):
        assert client.get(reverse(f"admin:{name}", args=[person.pk])).status_code == 405
    assert Person.objects.get(pk=person.pk).exposure == "withheld"


def test_the_buttons_refuse_a_post_from_another_site(editor):
    person, client = hidden(), Client(enforce_csrf_checks=True)
    client.force_login(editor)
    for name in ("people_person_show", "articles_article_withheld_settle"):
        assert client.post(reverse(f"admin:{name}", args=[person.pk])).status_code == 403
    assert Person.objects.get(pk=person.pk).exposure == "withheld"


def test_who_changes_persons_and_may_not_see_protected_ones_is_answered_as_if_there_was_none(client):
    user, person = make_user("tagger"), hidden()
    user.user_permissions.add(Permission.objects.get(codename="change_person"))
    client.force_login(user)
    answers = [client.post(reverse("admin:people_person_show", args=[key])).status_code for key in (person.pk, 987654)]

    assert answers == [404, 404]
    assert Person.objects.get(pk=person.pk).exposure == "withheld"


@pytest.mark.parametrize("count", [2, 22])
def test_a_long_list_is_paged_and_keeps_its_budget(count, client, editor, django_assert_max_num_queries):
    person = hidden()
    for number in range(count):
        make_article(f"Trial {number}", body=f"<p>{NAME} spoke.</p>", about=[person])
        make_image(alt="Tolmasova waits", shows=[person])
    client.get(page_of(person))

    with django_assert_max_num_queries(32):
        first = client.get(page_of(person))
    second = client.get(f"{page_of(person)}?p=2")
    assert len(listed(first, "changed")) + (len(listed(second, "changed")) if count > 20 else 0) == count
