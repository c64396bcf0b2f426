"""Side doors of the desk and of the library: what somebody with few rights reaches by them, and what readers do."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from articles import library, workflow
from articles.history import versions
from articles.history.content import Content
from articles.models import Article, Image, Note
from articles.workflow import pending
from people import naming
from tests.factories import make_article, make_image, make_person, make_user
from tests.support.admin import as_typed
from tests.support.story_form import change, errors_of, form_data

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


@pytest.mark.parametrize("story", [{}, {"published": False, "status": "approved"}])
def test_what_an_editor_let_out_of_a_picture_is_not_reworded_by_a_reporter(client, reporter, story):
    image = make_image(alt="A gate", uploaded_by=reporter)
    address = reverse("admin:articles_image_change", args=[image.pk])
    data = as_typed(client.get(address), alt="A lie")
    make_article(created_by=reporter, lead_image=image, **story)
    assert client.post(address, data).status_code == 403
    with pytest.raises(PermissionDenied):
        library.describe(image, by=reporter)
    with pytest.raises(PermissionDenied):
        library.set_focal_point(image, 0.1, 0.1, by=reporter)
    assert "A gate" in client.get(address).content.decode()


def test_a_reporter_describes_a_picture_of_a_draft(client, reporter):
    image = make_image(uploaded_by=reporter)
    make_article(published=False, created_by=reporter, lead_image=image)
    address = reverse("admin:articles_image_change", args=[image.pk])
    assert client.post(address, as_typed(client.get(address), alt="A gate")).status_code == 302
    image.refresh_from_db()
    assert image.alt == "A gate"


# Names that are withheld ---------------------------------------------------------------------------------------------------


@pytest.fixture
def returned(reporter, hidden):
    article = make_article(published=False, created_by=reporter, about=[hidden], status="in_review")
    workflow.return_to_writer(article, by=make_user("editor"), note=f"Ask {FAMILY} again.")
    return article


def test_the_word_of_a_return_names_nobody_to_who_may_not_know(client, reporter, returned):
    found = page(client, "change", returned.pk)
    assert "Name withheld again." in found
    assert FAMILY not in found


def test_the_reasons_in_the_history_name_nobody_to_who_may_not_know(client, reporter, returned):
    history = page(client, "history", returned.pk)
    assert "Name withheld again." in history
    assert FAMILY not in history
    key = next(row.key for row, _before in client.get(
        reverse("admin:articles_article_history", args=[returned.pk])).context["rows"] if row.why)  # fmt: skip
    assert FAMILY not in page(client, "version", returned.pk, key)
    assert FAMILY not in page(client, "compare", returned.pk, old=key)


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


# Text that is kept -----------------------------------------------------------------------------------------------------------


def test_what_a_reporter_types_in_a_pending_change_is_kept(client, reporter):
    article = make_article(created_by=reporter)
    address = reverse("admin:articles_article_autosave", args=[article.pk])
    data = form_data(article, title="Half a headline", autosave_form="pending")
    assert client.post(address, data).status_code == 200
    assert "Half a headline" in page(client, "pending", article.pk, unsaved="pending")


def test_a_reporter_with_a_pending_change_open_is_seen_there(client, reporter):
    article = make_article(created_by=reporter)
    answer = client.post(reverse("admin:articles_article_presence", args=[article.pk]), {"tab": "abcdefgh1234"})
    assert answer.status_code == 200


def test_a_reporter_keeps_no_text_of_the_published_storys_own_form(client, reporter):
    article = make_article(created_by=reporter)
    address = reverse("admin:articles_article_autosave", args=[article.pk])
    assert client.post(address, form_data(article)).status_code == 403


@pytest.mark.parametrize("form", ["", "pending"])
def test_nobody_keeps_text_of_a_story_that_is_not_theirs(client, reporter, form):
    article = make_article()
    address = reverse("admin:articles_article_autosave", args=[article.pk])
    assert client.post(address, form_data(article, autosave_form=form)).status_code == 403


# The checklist of what readers have already ----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["lead", "body"])
@pytest.mark.parametrize("fields", [{"alt": ""}, {"alt": "A gate", "withdrawn_at": "2026-01-01T00:00Z"}])
def test_no_save_puts_an_unfit_picture_before_readers(client, editor, place, fields):
    article, image = make_article(), make_image(**fields)
    more = {"lead_image": image.pk} if place == "lead" else {
        "body": f'<p>Kept.</p><figure data-image="{image.pk}"></figure>'}  # fmt: skip
    answer = client.post(change(article), form_data(article, **more))
    assert "picture" in errors_of(answer)
    article.refresh_from_db()
    assert (article.lead_image, "figure" in article.body) == (None, False)


def test_a_picture_that_became_unfit_bars_no_mending_of_the_text(client, editor):
    image = make_image(alt="")
    article = make_article(lead_image=image)
    answer = client.post(change(article), form_data(article, lead_image=image.pk, body="<p>Mended.</p>"))
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.body == "<p>Mended.</p>"


@pytest.mark.parametrize(("name", "value"), [("body", ""), ("section", "")])
def test_no_save_takes_from_readers_what_no_story_goes_out_without(client, editor, name, value):
    article = make_article()
    answer = client.post(change(article), form_data(article, **{name: value}))
    assert name in errors_of(answer)


def test_a_scheduled_story_is_not_published_now_with_an_unfit_picture(client, editor):
    image = make_image(alt="")
    article = make_article(at=timezone.now() + timedelta(days=1), lead_image=image)
    answer = client.post(change(article), form_data(article, lead_image=image.pk, _publish_now="1"))
    assert "picture" in errors_of(answer)
    article.refresh_from_db()
    assert not article.is_public


def test_a_restore_brings_no_withdrawn_picture_before_readers(client, editor):
    image = make_image(alt="A gate")
    article = make_article(lead_image=image)
    with workflow.changing(article, by=editor, comment="edited"):
        pass
    with workflow.changing(article, by=editor, comment="edited"):
        article.lead_image = None
    Image.objects.filter(pk=image.pk).update(withdrawn_at="2026-01-01T00:00Z")
    key = versions.keys_of(article)[1]
    address = reverse("admin:articles_article_restore", args=[article.pk, key])
    answer = client.post(address, {"opened_version": article.version}, follow=True)
    assert "withdrawn" in answer.content.decode()
    article.refresh_from_db()
    assert article.lead_image is None


# Notes -------------------------------------------------------------------------------------------------------------------------


def test_a_note_of_another_story_is_not_resolved_by_its_number(client, reporter):
    mine, other = make_article(published=False, created_by=reporter), make_article(published=False)
    note = Note.objects.create(article=other, author=make_user("editor"), text="A question")
    address = reverse("admin:articles_article_note_resolve", args=[mine.pk, note.pk])
    assert client.post(address).status_code == 404
    note.refresh_from_db()
    assert note.resolved_at is None
