"""A new draft made of a story: linked to it in another edition, or alone; never with more than its user may see."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Mention
from people import naming
from tests.factories import (
    make_article,
    make_image,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
    make_user,
)
from tests.support.admin import sentences
from tests.support.at_once import at_once

pytestmark = pytest.mark.django_db


def names_of(story) -> set[str]:
    return {mention.subject.label for mention in story.mentions.confirmed()}


def page(story) -> str:
    return reverse("admin:articles_article_copy", args=[story.pk])


def test_a_translation_is_a_linked_draft_with_text_picture_and_names(editor):
    person, place, office = make_person(), make_place(), make_organization()
    section = make_section()
    there = make_section("Права человека", "ru", translation_key=section.translation_key)
    story = make_article(
        "A night of waiting", about=[person, place, office], lead_image=make_image(), section=section, by=person
    )

    made = workflow.translate(story, "ru", by=editor)

    assert (made.status, made.language, made.created_by) == ("draft", "ru", editor)
    assert (made.title, made.body, made.lead_image) == (story.title, story.body, story.lead_image)
    assert list(made.siblings()) == [story]
    assert names_of(made) == {person.label, place.label, office.label}
    assert made.bylines.get().person == person
    assert made.section == there
    assert not Article.objects.published().filter(pk=made.pk).exists()


def test_the_same_words_stay_under_the_same_embargo(editor):
    until = timezone.now() + timedelta(days=1)
    story = make_article(published=False, embargo_until=until)
    lifted = make_article(published=False, embargo_until=timezone.now() - timedelta(days=1))

    assert workflow.copy(story, by=editor).embargo_until == until
    assert workflow.translate(story, "ru", by=editor).embargo_until == until
    assert workflow.copy(lifted, by=editor).embargo_until is None


def test_a_copy_stands_alone(editor):
    topic = make_topic()
    story = make_article("A night of waiting", topics=[topic])

    made = workflow.copy(story, by=editor)

    assert (made.title, made.language, made.section) == (story.title, story.language, story.section)
    assert list(made.topics.all()) == [topic]
    assert not made.siblings().exists()


def test_an_edition_gets_one_version(editor):
    story = make_article()
    workflow.translate(story, "ru", by=editor)

    assert workflow.languages_for(editor, story) == []
    with pytest.raises(workflow.Refused, match="already has a version"):
        workflow.translate(story, "ru", by=editor)


def test_a_language_without_an_edition_is_refused(client, editor):
    story = make_article()
    client.force_login(editor)

    client.post(page(story), {"language": "xx"})

    assert list(Article.objects.all()) == [story]


def test_neither_an_unseen_tag_nor_the_name_that_it_hides_is_taken_along():
    reporter, person, known = make_user("reporter"), make_person("Aigul Seitova"), make_person("Dana Sarsen")
    naming.expose(person, "initials")
    text = "<p>Yesterday Seitova spoke to Dana Sarsen.</p>"
    story = make_article("Seitova speaks", published=False, created_by=reporter, body=text, about=[person, known])
    assert "Seitova" not in story.body_html

    for made in (workflow.copy(story, by=reporter), workflow.translate(story, "ru", by=reporter)):
        assert "Seitova" not in f"{made.title} {made.body} {made.slug}"
        assert names_of(made) == {"Dana Sarsen"}
    assert not Mention.objects.exclude(article=story).filter(subject=person).exists()


def test_who_sees_a_published_story_copies_what_readers_have():
    reporter, person = make_user("reporter"), make_person("Aigul Seitova", exposure="withheld")
    story = make_article("Out", body="<p>Aigul Seitova spoke.</p>", about=[person], source_title="Seitova")

    made = workflow.copy(story, by=reporter)

    assert "Seitova" not in f"{made.title} {made.body} {made.source_title}"
    assert workflow.languages_for(reporter, story) == []
    with pytest.raises(PermissionDenied):
        workflow.translate(story, "ru", by=reporter)


@pytest.mark.parametrize("role", ["reporter", "tagger"])
def test_a_draft_of_somebody_else_is_not_copied(role):
    with pytest.raises(PermissionDenied):
        workflow.copy(make_article(published=False), by=make_user(role))


def test_the_page_makes_it_and_opens_it_for_writing(client, editor):
    story = make_article()
    change = reverse("admin:articles_article_change", args=[story.pk])
    assert page(story) in client.get(change).text
    assert 'value="ru"' in client.get(page(story)).text

    answer = client.post(page(story), {"language": "ru"}, follow=True)

    made = Article.objects.get(language="ru")
    assert answer.redirect_chain[-1][0].startswith(reverse("admin:articles_article_change", args=[made.pk]))
    assert "This is the translation: readers of either story find the other." in sentences(answer)
    client.post(page(story), {"language": "ru"})
    client.post(page(story), {"copy": "1"})
    assert Article.objects.count() == 3


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_who_translate_at_once_make_one_translation(editor):
    story, refused = make_article("A night of waiting"), []

    def translate():
        try:
            workflow.translate(story, "ru", by=editor)
        except workflow.Refused:
            refused.append(True)

    at_once(translate, translate)
    assert (story.siblings().count(), len(refused)) == (1, 1)


@pytest.mark.parametrize("button", [{"copy": "1"}, {"language": "ru"}])
def test_a_button_that_is_pressed_twice_makes_one_draft(client, editor, button):
    story = make_article("A night of waiting", published=False)
    token = client.get(page(story)).context["form_token"]
    first, second = (client.post(page(story), {"form_token": token} | button) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Article.objects.count() == 2
    again = client.get(page(story)).context["form_token"]
    client.post(page(story), {"form_token": again, "copy": "1"})
    assert Article.objects.count() == 3
