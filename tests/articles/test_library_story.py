"""Pictures in the writing form: which may be put into a story, what the editor is told of them, and what publishing asks."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import ArticleImage, ImageText
from tests.factories import make_article, make_image
from tests.support.story_form import ADD, change, errors_of, form_data, saved

pytestmark = pytest.mark.django_db


def figure(image, caption="") -> str:
    number = getattr(image, "pk", image)
    return f'<p>Text.</p><figure data-image="{number}">{caption and f"<figcaption>{caption}</figcaption>"}</figure>'


def test_a_story_takes_a_lead_picture_and_one_in_its_text(client, reporter):
    lead, other = make_image(uploaded_by=reporter), make_image(uploaded_by=reporter)
    article = make_article(published=False, created_by=reporter)
    data = form_data(article, lead_image=lead.pk, body=figure(other, "Own words"))
    article = saved(client.post(change(article), data), article)
    assert (article.lead_image, article.body) == (lead, figure(other, "Own words"))


@pytest.mark.parametrize("number", ["strange", 10**12, 10**17, "x", "9" * 30])
def test_a_strange_lead_picture_is_refused_with_a_sentence(client, reporter, number):
    strange = make_image()
    response = client.post(ADD, form_data(lead_image=strange.pk if number == "strange" else number))
    assert "There is no such picture" in errors_of(response)


@pytest.mark.parametrize("number", ["strange", 10**12, 10**17])
def test_a_strange_picture_in_the_text_is_refused_with_a_sentence_and_the_text_is_kept(client, reporter, number):
    strange = make_image()
    number = strange.pk if number == "strange" else number
    response = client.post(ADD, form_data(body=figure(number)))
    assert f"#{number}" in errors_of(response)
    assert f"data-image=&quot;{number}&quot;" in response.content.decode()


def test_what_an_editor_put_into_a_reporters_story_stays_there(client, reporter):
    image = make_image()
    article = make_article(published=False, created_by=reporter, body=figure(image), lead_image=image)
    data = form_data(article, lead_image=image.pk, title="New")
    assert saved(client.post(change(article), data), article).lead_image == image


def test_the_editor_is_told_of_the_pictures_in_the_text(client, editor):
    image = make_image(alt="A lake", credit="Dana Sarsen")
    article = make_article(body=figure(image))
    page = client.get(change(article))
    known = json.loads(page.context["pictures"]["known"])[str(image.pk)]
    assert (known["token"], known["alt"], known["credit"]) == (image.token, "A lake", "Dana Sarsen")


def test_a_reporter_is_told_nothing_of_a_hidden_picture(client, reporter):
    image = make_image(alt="Hidden")
    article = make_article(published=False, created_by=reporter, body=figure(image))
    ArticleImage.objects.all().delete()  # somebody typed the number into the text
    page = client.get(change(article))
    assert json.loads(page.context["pictures"]["known"]) == {}
    assert image.token not in page.content.decode()


READY = {"alt": "A lake", "credit": "Dana"}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"alt": ""}, "has no description"),
        ({"state": "waiting"}, "still being prepared"),
        ({"state": "failed"}, "could not be prepared"),
        ({"withdrawn_at": timezone.now()}, "is withdrawn"),
        ({"rights_until": timezone.localdate() - timedelta(days=2)}, "its rights have ended"),
    ],
)
@pytest.mark.parametrize("place", ["lead", "body"])
def test_no_story_goes_out_with_a_picture_that_is_not_fit(editor, fields, sentence, place):
    image = make_image(**READY | fields)
    held = {"lead_image": image} if place == "lead" else {"body": figure(image)}
    article = make_article(published=False, **held)
    with pytest.raises(workflow.Refused, match=sentence):
        workflow.publish(article, by=editor, reason="It cannot wait")


def test_a_story_goes_out_with_pictures_that_are_fit(editor):
    image = make_image(**READY, rights_until=timezone.localdate())
    article = make_article(published=False, lead_image=image, body=figure(image))
    workflow.publish(article, by=editor, reason="It cannot wait")
    assert article.is_public


def test_a_description_in_the_storys_language_is_enough(editor):
    image = make_image(alt="")
    ImageText.objects.create(image=image, language="ru", alt="Озеро")
    article = make_article(published=False, language="ru", lead_image=image)
    workflow.publish(article, by=editor, reason="It cannot wait")
    assert article.is_public


def test_publishing_from_the_form_keeps_the_text_and_says_what_is_missing(client, editor):
    image = make_image(alt="")
    article = make_article(published=False)
    response = client.post(change(article), form_data(article, lead_image=image.pk, _publish="1"), follow=True)
    assert "The lead picture has no description" in response.content.decode()
    article.refresh_from_db()
    assert (article.lead_image, article.is_public) == (image, False)


@pytest.mark.parametrize("place", ["lead", "body"])
def test_a_published_story_gets_no_new_picture_that_is_not_fit(client, editor, place):
    image, article = make_image(alt=""), make_article()
    held = {"lead_image": image.pk} if place == "lead" else {"body": figure(image)}
    response = client.post(change(article), form_data(article, **held))
    assert "has no description" in errors_of(response)
    assert not ArticleImage.objects.exists()


def test_a_published_story_takes_a_fresh_picture_and_shows_it_when_it_is_ready(client, editor):
    image, article = make_image(**READY, with_files=True, state="waiting"), make_article()
    assert client.post(change(article), form_data(article, lead_image=image.pk)).status_code == 302
    assert image.token not in client.get(article.get_absolute_url()).content.decode()
    type(image).objects.update(state="ready")
    assert image.token in client.get(article.get_absolute_url()).content.decode()


def test_a_pending_change_may_hold_a_picture_that_is_not_fit_yet(client, editor):
    image, article = make_image(alt=""), make_article()
    data = form_data(article, lead_image=image.pk, _pending="1")
    assert client.post(change(article), data).status_code == 302
    assert article.pending_changes.get().versions.get().content["fields"]["lead_image_id"] == image.pk
