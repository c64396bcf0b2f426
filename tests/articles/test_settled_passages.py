"""A passage that resembles a protected name, and means somebody else: settled by whoever may see the name."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles import workflow
from articles.models import AuditEntry, SettledPassage
from articles.workflow import checklist, passages
from people import merging, naming
from people.base.refusal import Refused
from people.models import Exposure
from people.naming.hiding import paragraph_digest
from tests.factories import make_article, make_person, make_user
from tests.support.admin import sentences

pytestmark = pytest.mark.django_db

MINISTER = "Minister Tolmasova opened a school."
BODY = f"<p>{MINISTER}</p><p>Tolmasova was arrested.</p>"


@pytest.fixture
def person():
    return make_person("Vera Tolmasova", exposure=Exposure.WITHHELD)


@pytest.fixture
def story(person):
    return make_article("A trial", body=BODY, about=[person])


def settle(story, person, line=MINISTER, by=None):
    passages.settle(story, person, paragraph_digest(line), by=by or make_user("editor"))
    story.refresh_from_db()


def test_the_words_of_a_settled_paragraph_are_readable_and_no_others(story, person):
    assert "Tolmasova" not in story.body_html
    settle(story, person)

    assert "<p>Minister Tolmasova opened a school.</p>" in story.body_html
    assert "Tolmasova was arrested" not in story.body_html


def test_a_headline_is_settled_as_a_paragraph_is(person):
    story = make_article("Minister Tolmasova speaks", body=BODY, about=[person])
    settle(story, person, story.title)

    assert story.public_title == "Minister Tolmasova speaks"
    assert "Tolmasova" not in story.body_html


def test_a_full_name_stays_hidden_in_a_settled_paragraph(person):
    line = "Minister Tolmasova met Vera Tolmasova."
    story = make_article(body=f"<p>{line}</p>", about=[person])
    settle(story, person, line)

    assert story.body_html == "<p>Minister Tolmasova met Name withheld.</p>"


def test_a_full_name_cannot_be_settled(person):
    line = "The court heard Vera Tolmasova."
    story = make_article(body=f"<p>{line}</p>", about=[person])

    with pytest.raises(Refused):
        settle(story, person, line)


def test_a_changed_paragraph_is_hidden_again(story, person):
    settle(story, person)
    with workflow.changing(story, by=make_user("editor"), comment="edited"):
        story.body = "<p>Minister Tolmasova closed a school.</p>"
    story.refresh_from_db()

    assert "Tolmasova" not in story.body_html


def test_of_two_with_one_surname_the_other_stays_hidden(story, person):
    other = make_person("Anna Tolmasova", exposure=Exposure.WITHHELD)
    story = make_article(body=BODY, about=[person, other])
    settle(story, person)
    assert "Tolmasova" not in story.body_html
    settle(story, other)

    assert MINISTER in story.body_html


def test_a_doubt_is_settled_and_asked_no_more(client, editor):
    will = make_person("Will Sarmanov", exposure=Exposure.WITHHELD)
    story = make_article(body="<p>Will he speak?</p>", about=[will])
    page = reverse("admin:articles_article_withheld", args=[will.pk])
    (row,) = client.get(page).context["left"]
    data = {"article": story.pk, "digest": row.passages.doubts[0].digest}
    answer = client.post(reverse("admin:articles_article_withheld_settle", args=[will.pk]), data, follow=True)

    assert answer.context["left"] == []
    assert [row.story for row in answer.context["settled"]] == [story]


def test_it_can_be_taken_back_on_the_page(client, editor, story, person):
    settle(story, person)
    data = {"article": story.pk, "digest": paragraph_digest(MINISTER), "back": "1"}
    answer = client.post(reverse("admin:articles_article_withheld_settle", args=[person.pk]), data, follow=True)
    story.refresh_from_db()

    assert "Taken back" in sentences(answer)
    assert "Tolmasova" not in story.body_html


def test_both_are_logged_without_a_word_of_the_text(story, person):
    editor = make_user("editor")
    settle(story, person, by=editor)
    passages.unsettle(story, person, paragraph_digest(MINISTER), by=editor)
    entries = AuditEntry.objects.filter(article=story, by=editor).order_by("pk")

    assert [entry.action for entry in entries] == ["passage settled", "passage unsettled"]
    assert {str(entry.detail) for entry in entries} == {str({"subject": person.pk})}


def test_settled_twice_it_is_one(story, person):
    settle(story, person)
    settle(story, person)

    assert SettledPassage.objects.count() == 1


@pytest.mark.parametrize("role", ["reporter", "tagger"])
def test_who_may_not_see_the_person_settles_nothing(story, person, role):
    with pytest.raises(PermissionDenied):
        settle(story, person, by=make_user(role))


def test_what_was_said_of_one_person_does_not_hold_for_two_that_were_merged(story, person):
    settle(story, person)
    other = make_person("Vera Tolmasova", exposure=Exposure.WITHHELD)
    record = merging.merge(other, person, by=make_user("chief"))
    story.refresh_from_db()
    assert "Tolmasova" not in story.body_html

    merging.split(record, by=make_user("chief"))
    story.refresh_from_db()
    assert MINISTER in story.body_html


def test_a_name_shown_and_hidden_again_leaves_the_passage_settled(story, person):
    settle(story, person)
    naming.expose(person, Exposure.NAMED)
    naming.expose(person, Exposure.WITHHELD)
    story.refresh_from_db()

    assert MINISTER in story.body_html
    assert "Tolmasova was arrested" not in story.body_html


# Before publishing --------------------------------------------------------------------------------------------------


@pytest.fixture
def draft():
    will = make_person("Will Sarmanov", exposure=Exposure.WITHHELD)
    return make_article(body="<p>Will he speak?</p>", about=[will], published=False)


def sentences_for(draft, role) -> str:
    return " ".join(item.sentence for item in checklist.checklist(draft, make_user(role)))


def test_the_checklist_lists_what_still_resembles_a_protected_name(draft):
    assert "“Will” resembles a protected name and is shown: Will he speak?" in sentences_for(draft, "editor")


def test_who_may_not_see_protected_names_learns_nothing_of_it(draft):
    assert "resembles" not in sentences_for(draft, "reporter")


def test_what_is_settled_is_not_asked_again(draft):
    settle(draft, draft.mentions.get().subject, "Will he speak?")

    assert "resembles" not in sentences_for(draft, "editor")


def test_the_box_leads_to_the_page_where_it_is_settled(client, editor, draft):
    person = draft.mentions.get().subject
    page = f"{reverse('admin:articles_article_withheld', args=[person.pk])}?story={draft.pk}"
    assert page in client.get(reverse("admin:articles_article_change", args=[draft.pk])).text
    (row,) = client.get(page).context["left"]

    assert row.story == draft
