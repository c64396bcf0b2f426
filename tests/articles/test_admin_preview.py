"""Looking at a story before readers do: its versions, and what stands in the form, stored by nobody."""

import pytest
from django.urls import reverse

from articles import workflow
from articles.history import versions
from articles.models import Byline, Mention
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_person, make_topic, make_user
from tests.support.pending_form import rows
from tests.support.story_form import form_data

pytestmark = pytest.mark.django_db


def preview(article) -> str:
    return reverse("admin:articles_article_preview", args=[article.pk])


@pytest.fixture
def story():
    return make_article("The story", published=False, body="<p>The saved text.</p>")


def test_what_was_typed_is_shown_and_stored_by_nobody(story, editor, client):
    person, topic = make_person(), make_topic("Prisons")
    data = form_data(
        story, title="Typed headline", body="<p>Aqylbek Muratbai spoke.</p>", people=[person.pk], topics=[topic.pk]
    )
    data |= {"bylines-TOTAL_FORMS": 1, "bylines-0-text": "A guest", "bylines-0-role": "author", "bylines-0-position": 0}
    before = rows()
    answer = client.post(preview(story), data)
    for text in ("Typed headline", 'class="subject"', "A guest", "Prisons", "not saved"):
        assert text in answer.text
    assert rows() == before
    assert "no-store" in answer.headers["Cache-Control"]


def test_beside_the_text_stands_the_story_alone_and_no_address_of_it_may_be_framed(story, editor, client):
    before = rows()
    answer = client.post(preview(story), form_data(story, title="Typed headline", _beside="1"))
    assert "Typed headline" in answer.text
    assert "is-beside" in answer.text
    assert "<script" not in answer.text
    assert "preview-banner" not in answer.text
    assert rows() == before
    assert "no-store" in answer.headers["Cache-Control"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_beside_the_text_stands_only_what_the_form_may_change(reporter, client):
    mine = make_article(published=False, created_by=reporter)
    assert 'id="beside"' in client.get(reverse("admin:articles_article_change", args=[mine.pk])).text
    live = make_article(created_by=reporter)
    assert 'id="beside"' in client.get(reverse("admin:articles_article_pending", args=[live.pk])).text
    theirs = make_article()
    assert 'id="beside"' not in client.get(reverse("admin:articles_article_change", args=[theirs.pk])).text
    assert client.post(preview(theirs), {"title": "x", "_beside": "1"}).status_code == 403


def test_what_was_typed_is_cleaned_before_it_is_shown(story, editor, client):
    data = form_data(story, title="<script>x</script>", body='<p onclick="x()">Text<script>y</script></p>')
    text = client.post(preview(story), data).text
    assert "<script>x" not in text
    assert "onclick" not in text


@pytest.mark.parametrize(("address", "is_shown"), [("javascript:x()", False), ("https://example.org/report", True)])
def test_a_typed_address_is_a_link_only_where_a_save_would_take_it(story, editor, client, address, is_shown):
    data = form_data(story, source_outlet="The Gazette", source_url=address)
    assert (f'href="{address}"' in client.post(preview(story), data).text) == is_shown


def test_who_is_withheld_is_replaced_in_what_was_typed(story, editor, client):
    person = make_person()
    naming.expose(person, Exposure.WITHHELD)
    data = form_data(story, body="<p>Muratbai spoke.</p>", people=[person.pk])
    assert "Muratbai" not in client.post(preview(story), data).text


def test_a_reporter_tags_nobody_whom_they_may_not_see(reporter, client):
    story, hidden = make_article(published=False, created_by=reporter), make_person("Somebody Withheld")
    naming.expose(hidden, Exposure.WITHHELD)
    data = form_data(story, body="<p>Nothing.</p>", people=[hidden.pk])
    data |= {"bylines-TOTAL_FORMS": 1, "bylines-0-person": hidden.pk, "bylines-0-role": "author"}
    assert "Somebody" not in client.post(preview(story), data).text
    assert not Mention.objects.exists()
    assert not Byline.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"section": "x"},
        {"people": ["x", "9" * 30]},
        {"bylines-TOTAL_FORMS": "9" * 30},
        {"bylines-TOTAL_FORMS": "99999"},
        {"kind": "x", "source_outlet": "y", "source_date": "31.31.31"},
        {"title": "", "body": ""},
        {"title": "\x00" * 9, "body": "<p>\x00</p>"},
    ],
)
def test_nothing_that_is_typed_is_a_server_error(odd, story, editor, client):
    assert client.post(preview(story), form_data(story, **odd)).status_code == 200


def test_a_version_is_shown_as_readers_would_have_seen_it(story, editor, client):
    with workflow.changing(story, by=editor, comment="edited"):
        pass
    key = versions.keys_of(story)[0]
    with workflow.changing(story, by=editor, comment="edited"):
        story.body = "<p>The later text.</p>"
    before = rows()
    text = client.get(preview(story), {"version": key}).text
    assert "The saved text." in text
    assert "later" not in text
    assert rows() == before


def test_a_reporter_looks_at_no_version_of_a_strange_story(client, reporter):
    story = make_article()
    with workflow.changing(story, by=make_user("editor"), comment="edited"):
        pass
    key = versions.keys_of(story)[0]
    assert client.get(preview(story)).status_code == 200
    assert client.get(preview(story), {"version": key}).status_code == 403
    assert client.post(preview(story), {"title": "x"}).status_code == 403
    draft = make_article(published=False)
    assert client.post(preview(draft), {"title": "x"}).status_code == 404
