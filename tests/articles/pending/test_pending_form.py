"""The form of a pending change: what is typed waits, and no row of the story moves for it."""

import pytest

from articles.history.content import Content
from articles.models import Article, Byline, Mention, PendingChange
from articles.workflow import pending
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_topic, make_user
from tests.support.admin import as_typed
from tests.support.pending_form import begin, form_of, rows, typed
from tests.support.story_form import errors_of

pytestmark = pytest.mark.django_db


def test_opening_it_writes_nothing(client, editor, article, django_assert_max_num_queries):
    begin(client, article)
    client.get(form_of(article))  # which takes the message of the save out of the session
    before = rows()
    with django_assert_max_num_queries(80) as asked:
        assert "The new text." in client.get(form_of(article)).text
    assert not [
        query
        for query in asked.captured_queries
        if not query["sql"].lstrip("(").startswith(("SELECT", "WITH", "DECLARE"))
    ]
    assert rows() == before


def test_saving_it_moves_no_row_of_the_story(client, editor, article):
    begin(client, article)
    before = rows()
    answer = client.post(form_of(article), typed(client, form_of(article), title="Third"))
    assert answer.status_code == 302
    assert rows() == before
    assert pending.content_of(PendingChange.objects.get()).fields["title"] == "Third"
    assert list(PendingChange.objects.get().versions.values_list("number", flat=True)) == [2, 1]


def test_it_shows_its_own_bylines_people_and_topics(client, editor, article, person):
    other, topic = make_person("Koshkarbai Toremuratov"), make_topic()
    content = Content.of(article)
    content.bylines = [{"position": 3, "person_id": other.pk, "desk_id": None, "text": "", "role": "editing"}]
    content.mentions = [{"subject_id": other.pk, "prominence": "main", "state": "confirmed", "spelling": ""}]
    content.topics = [topic.pk]
    pending.save(article, content, by=editor, opened=0, base_version=article.version)
    data = typed(client, form_of(article))
    assert (data["people"], data["main_subjects"], data["topics"]) == ([other.pk], [other.pk], [topic.pk])
    assert (data["bylines-0-person"], data["bylines-0-position"], data["bylines-0-role"]) == (other.pk, 3, "editing")
    client.post(form_of(article), data | {"title": "Again"})
    kept = pending.content_of(PendingChange.objects.get())
    assert (kept.bylines, kept.topics) == (content.bylines, content.topics)
    assert [(row["subject_id"], row["prominence"]) for row in kept.mentions] == [(other.pk, "main")]


def test_a_save_that_changes_nothing_makes_no_new_state(client, editor, article):
    begin(client, article)
    client.post(form_of(article), typed(client, form_of(article)))
    assert PendingChange.objects.get().versions.count() == 1


def test_a_save_that_changes_nothing_of_several_who_are_named_makes_no_new_state(client, editor):
    article = make_article(about=[make_person("Zhangeldy Zhaksymbetov"), make_person("Aqylbek Muratbai")])
    change = begin(client, article)
    client.post(form_of(article), typed(client, form_of(article)))
    assert change.versions.count() == 1


def test_a_form_like_the_story_begins_nothing(client, editor, article):
    client.post(form_of(article), typed(client, form_of(article)))
    assert not PendingChange.objects.exists()


def test_an_error_keeps_what_was_typed(client, editor, article):
    before = rows()
    answer = client.post(form_of(article), typed(client, form_of(article), title="", body="<p>Typed.</p>"))
    assert answer.status_code == 200
    assert "Typed." in answer.text
    assert rows() == before


def test_a_stale_save_shows_both_texts(client, editor, article):
    begin(client, article)
    first = typed(client, form_of(article), body="<p>The text of the second.</p>")
    client.post(form_of(article), typed(client, form_of(article), body="<p>The text of the third.</p>"))
    answer = client.post(form_of(article), first)
    assert "Nothing is lost" in errors_of(answer)
    assert "The text of the second." in answer.text
    assert "third" in answer.text
    assert client.post(form_of(article), as_typed(answer)).status_code == 302
    assert pending.content_of(PendingChange.objects.get()).fields["body"] == "<p>The text of the second.</p>"


def test_times_are_not_in_the_form(client, editor, article):
    page = client.get(form_of(article))
    assert not {"published_at", "withdraw_at", "assigned_to", "language"} & page.context["adminform"].form.fields.keys()


def test_a_hidden_byline_and_mention_stay(client, article):
    hidden, reporter = make_person("Somebody Withheld"), make_user("reporter")
    naming.expose(hidden, Exposure.WITHHELD)
    Byline.objects.create(article=article, person=hidden, position=5)
    Mention.objects.create(article=article, subject=hidden)
    Article.objects.filter(pk=article.pk).update(created_by=reporter)
    client.force_login(reporter)
    page = client.get(form_of(article))
    assert "Somebody" not in page.text
    client.post(form_of(article), as_typed(page, body="<p>The new text.</p>"))
    content = pending.content_of(PendingChange.objects.get())
    assert hidden.pk in {row["person_id"] for row in content.bylines}
    assert hidden.pk in {row["subject_id"] for row in content.mentions}
