"""Side doors of the desk and of the library: what somebody with few rights reaches by them, and what readers do."""

import pytest
from django.urls import reverse

from articles import pending, workflow
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


# Names that are withheld ---------------------------------------------------------------------------------------------------


def test_the_word_of_a_return_names_nobody_to_who_may_not_know(client, reporter, hidden):
    article = make_article(published=False, created_by=reporter, about=[hidden], status="in_review")
    workflow.return_to_writer(article, by=make_user("editor"), note=f"Ask {FAMILY} again.")
    found = page(client, "change", article.pk)
    assert "Name withheld again." in found
    assert FAMILY not in found


def test_the_reasons_in_the_history_name_nobody_to_who_may_not_know(client, reporter, hidden):
    article = make_article(published=False, created_by=reporter, about=[hidden], status="in_review")
    workflow.return_to_writer(article, by=make_user("editor"), note=f"Ask {FAMILY} again.")
    history = page(client, "history", article.pk)
    assert "Name withheld again." in history
    assert FAMILY not in history
    key = next(row.key for row, _before in client.get(
        reverse("admin:articles_article_history", args=[article.pk])).context["rows"] if row.why)  # fmt: skip
    assert FAMILY not in page(client, "version", article.pk, key)
    assert FAMILY not in page(client, "compare", article.pk, old=key)


def test_editors_read_the_reason_in_the_history_as_it_was_given(client, editor, hidden):
    article = make_article(published=False, about=[hidden], status="in_review")
    workflow.return_to_writer(article, by=editor, note=f"Ask {FAMILY} again.")
    assert FAMILY in page(client, "history", article.pk)


def test_the_description_of_a_picture_names_nobody_in_a_comparison(client, reporter, hidden):
    image = make_image(alt=f"{FULL} in court", shows=[hidden])
    article = make_article(published=False, created_by=reporter, lead_image=image)
    with workflow.changing(article, by=make_user("editor"), comment="edited"):
        article.lead_image = None
    with workflow.changing(article, by=make_user("editor"), comment="edited"):
        article.lead_image = image
    found = client.get(reverse("admin:articles_article_version", args=[article.pk, "now"])).content.decode()
    assert f"#{image.pk} Name withheld in court" in found
    assert FAMILY not in found
