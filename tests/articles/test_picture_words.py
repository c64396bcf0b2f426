"""The words of a picture, given beside the story that it leads."""

import pytest
from django.urls import reverse

from articles.models import Image
from tests.factories import make_article, make_image

pytestmark = pytest.mark.django_db


def words(image) -> str:
    return reverse("admin:articles_image_words", args=[image.pk])


def test_what_the_file_says_is_offered_beside_each_field(client, reporter):
    image = make_image(uploaded_by=reporter, suggestions={"caption": "Two leave the court", "credit": "Dana Sarsen"})
    html = client.get(words(image)).text
    assert 'data-use="Two leave the court" data-for="words-caption"' in html
    assert 'data-use="Dana Sarsen" data-for="words-credit"' in html


def test_words_are_stored_and_come_back_with_the_picture(client, reporter):
    image = make_image(uploaded_by=reporter)
    typed = {"alt": "Two people on steps", "caption": "Free", "credit": "Dana Sarsen", "opened": image.version}
    answer = client.post(words(image), typed)
    stored = Image.objects.get(pk=image.pk)
    assert answer.status_code == 200
    assert (stored.alt, stored.caption, stored.credit) == ("Two people on steps", "Free", "Dana Sarsen")
    assert stored.version == image.version + 1
    assert "Saved, for every story with this picture." in answer.text


def test_nothing_is_overwritten_that_was_not_seen(client, reporter):
    image = make_image(uploaded_by=reporter, alt="Two people on steps")
    answer = client.post(words(image), {"alt": "Mine", "opened": image.version - 1})
    assert answer.status_code == 422
    assert "Mine" in answer.text
    assert Image.objects.get(pk=image.pk).alt == "Two people on steps"


def test_words_that_readers_have_are_an_editors(client, reporter):
    image = make_image(uploaded_by=reporter, alt="Two people on steps")
    make_article(lead_image=image)
    assert client.get(words(image)).status_code == 403
    assert client.post(words(image), {"alt": "Mine", "opened": image.version}).status_code == 403
    assert Image.objects.get(pk=image.pk).alt == "Two people on steps"


def test_a_picture_of_somebody_else_has_no_words_here(client, reporter):
    assert client.get(words(make_image())).status_code == 404
