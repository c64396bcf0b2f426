"""Publishing a pending change asks in the box that stories have: everything at once, and nothing is stored for it."""

import pytest
from django.urls import reverse
from reversion.models import Revision

from articles.models import Article, ArticleImage, AuditEntry, Byline, Note, PendingChange, PendingVersion
from articles.workflow import pending
from tests.factories import make_article, make_image
from tests.support.pending_form import begin, form_of, rows, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(person):
    return make_article("The headline", body="<p>The old text.</p>", summary="")


def everything_else() -> list:
    return [
        list(model.objects.order_by("pk").values()) for model in (PendingVersion, ArticleImage, AuditEntry, Revision)
    ]


def box_of(answer):
    assert answer.status_code == 200, answer
    return answer.context["asking_box"]["asking"]


def asked(client, article, **fields) -> dict:
    address = reverse("admin:articles_article_pending_asking", args=[article.pk])
    return client.post(address, typed(client, form_of(article), **fields)).json()


def test_the_script_is_told_what_is_missing_and_nothing_is_stored(client, editor, bare):
    image = make_image(alt="")
    begin(client, bare, lead_image=image.pk)
    before = rows(), everything_else()
    answer = asked(client, bare, body="<p>Typed since.</p>", _publish_change="1")
    assert answer["asks"]
    for words in ("No dek yet.", "No byline yet.", f'name="asked_alt_{image.pk}"', "Readers get the new text now."):
        assert words in answer["html"]
    assert (rows(), everything_else()) == before


def test_a_change_with_nothing_missing_is_published_without_a_question(client, editor, article):
    begin(client, article)
    answer = asked(client, article, _publish_change="1")
    assert (answer["is_valid"], answer["asks"]) == (True, False)


def test_what_the_box_is_told_is_part_of_the_change_that_is_published(client, editor, bare):
    image = make_image(alt="", credit="Dana")
    begin(client, bare, lead_image=image.pk)
    told = {"asked_summary": "They are free.", "asked_byline": "Anna Karim", f"asked_alt_{image.pk}": "A lake"}
    data = typed(client, form_of(bare), _publish_change="1", asked_note="For the lawyer.", **told)
    answer = client.post(form_of(bare), data)
    assert answer.status_code == 302, [ask.item for ask in box_of(answer).asks]
    bare.refresh_from_db()
    image.refresh_from_db()
    assert (bare.body, bare.summary, image.alt) == ("<p>The new text.</p>", "They are free.", "A lake")
    assert bare.bylines.get().text == "Anna Karim"
    assert Note.objects.get().text == "For the lawyer."


def test_without_a_script_the_page_comes_back_with_the_box_open(client, editor, bare):
    begin(client, bare)
    answer = client.post(form_of(bare), typed(client, form_of(bare), _publish_change="1"))
    assert [ask.name for ask in box_of(answer).asks] == ["asked_summary", "asked_byline"]
    assert 'name="_publish_change" value="1" class="next"' in answer.text
    assert (Article.objects.get().summary, Byline.objects.count()) == ("", 0)


def test_a_reason_answers_what_nobody_fills_in_and_a_note_does_not(client, editor, bare):
    begin(client, bare)
    answer = client.post(form_of(bare), typed(client, form_of(bare), _publish_change="1", note="For the lawyer."))
    assert box_of(answer).wants_reason
    client.post(form_of(bare), typed(client, form_of(bare), _publish_change="1", publish_reason="Too dangerous."))
    bare.refresh_from_db()
    assert bare.body == "<p>The new text.</p>"
    assert AuditEntry.objects.get(action="pending published").detail["why"] == "Too dangerous."


def test_a_change_that_is_behind_its_story_has_no_box(client, editor, bare):
    begin(client, bare)
    data = typed(client, form_of(bare), _publish_change="1")
    Article.objects.update(version=2)
    answer = client.post(form_of(bare), data)
    assert "asking" not in answer.context["asking_box"]
    assert "has changed since" in answer.text


def test_only_who_may_publish_is_asked(client, reporter):
    article = make_article(created_by=reporter)
    begin(client, article)
    assert asked(client, article, _publish_change="1") == {"is_valid": False}
    strange = make_article("Theirs")
    address = reverse("admin:articles_article_pending_asking", args=[strange.pk])
    assert client.post(address, {"_publish_change": "1"}).status_code in {403, 404}


def test_a_return_asks_what_the_writer_should_do(client, editor, article):
    pending.move(begin(client, article), "submit", by=editor)
    answer = asked(client, article, _move="return")
    assert answer["asks"]
    assert "What the writer should do" in answer["html"]
    client.post(form_of(article), typed(client, form_of(article), _move="return", asked_note="Check the date."))
    assert PendingChange.objects.get().state == "draft"
    assert Note.objects.get().text == "Check the date."
