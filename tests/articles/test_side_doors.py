"""Side doors of the desk and of the library: what somebody with few rights reaches by them, and what readers do."""

import pytest
from django.urls import reverse

from articles import pending
from articles.content import Content
from articles.models import Article, Image
from tests.factories import make_article, make_image, make_person, make_user

pytestmark = pytest.mark.django_db

FULL, FAMILY = "Aqylbek Muratbai", "Muratbai"


@pytest.fixture
def hidden():
    return make_person(FULL, exposure="withheld")


def page(client, name, *args, **query):
    return client.get(reverse(f"admin:articles_article_{name}", args=args), query).content.decode()


# Pictures that wait ------------------------------------------------------------------------------------------------------


def test_the_picture_of_a_pending_change_is_seen_by_those_alone_who_see_the_change(client, reporter):
    article, image, writer = make_article(), make_image(), make_user("reporter")
    Article.objects.filter(pk=article.pk).update(created_by=writer)
    content = Content.of(article)
    content.fields["lead_image_id"] = image.pk
    pending.save(article, content, by=make_user("editor"), opened=0, base_version=article.version)
    assert not Image.objects.visible_to(reporter).filter(pk=image.pk).exists()
    assert Image.objects.visible_to(writer).filter(pk=image.pk).exists()
