"""Side doors of the desk and of the library: what somebody with few rights reaches by them, and what readers do."""

import pytest
from django.urls import reverse

from articles import pending, workflow
from articles.content import Content
from articles.models import Article, Image
from people import naming
from tests.factories import make_article, make_image, make_person, make_user
from tests.support.story_form import change, form_data

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


def test_a_preview_hides_the_names_that_the_page_hides(client, hidden):
    # The full name stands only in the line of the place: that is what tells whom the family name in the text means.
    article = make_article(published=False, dateline=FULL, body=f"<p>They took {FAMILY} away.</p>")
    client.force_login(make_user("tagger"))
    assert FAMILY not in article.body_html
    assert FAMILY not in page(client, "preview", article.pk)


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


@pytest.mark.parametrize("place", ["lead", "body"])
def test_a_caption_of_the_library_hides_whom_the_story_hides(client, editor, hidden, place):
    image = make_image(alt=f"{FAMILY} at the gate", caption=f"{FAMILY} at the gate", credit=f"Friends of {FAMILY}")
    body = f'<p>Text.</p><figure data-image="{image.pk}"></figure>' if place == "body" else "<p>Text.</p>"
    article = make_article(body=body, lead_image=image if place == "lead" else None)
    client.post(change(article), form_data(article, people=[hidden.pk], lead_image=image.pk if place == "lead" else ""))
    found = client.get(article.get_absolute_url())
    assert article.mentions.filter(subject=hidden).exists()
    assert "Name withheld at the gate" in found.content.decode()
    assert FAMILY not in found.content.decode()


def test_a_caption_is_free_again_when_the_story_no_longer_names_them(client, editor, hidden):
    image = make_image(caption="Muratbai station")
    article = make_article(lead_image=image, about=[hidden])
    client.post(change(article), form_data(article, people=[], lead_image=image.pk))
    assert "Muratbai station" in client.get(article.get_absolute_url()).content.decode()


def test_a_caption_hides_whoever_is_protected_later(client, hidden):
    image, person = make_image(caption="Dauletov at the gate"), make_person("Allamurat Dauletov")
    article = make_article(lead_image=image, about=[person])
    naming.expose(person, "withheld")
    assert "Dauletov" not in client.get(article.get_absolute_url()).content.decode()
