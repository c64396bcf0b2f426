"""No save loses what was typed to a lost session, a right that is gone, or a token of an earlier sign-in."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from articles.models import Article
from people.merging import merge
from tests.factories import make_article, make_image, make_person, make_user
from tests.support.admin import as_typed
from tests.support.story_form import ADD, change, form_data, saved

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
CLEANING = "articles.body.cleaning._pass"
PASSWORD = "a long pass phrase"


# A lost session --------------------------------------------------------------------------------------------------------


def sign_in_again(client, page, user, password=PASSWORD):
    data = {name: page.context[name] for name in ("kept", "kept_path")}
    return client.post(LOGIN, data | {"username": user.username, "password": password, "next": data["kept_path"]})


def test_a_story_sent_after_the_session_ended_comes_back_with_a_sign_in(client, editor, story):
    client.logout()
    page = client.post(change(story), form_data(story, title="Typed <b>with care</b>"))
    assert page.status_code == 403
    assert "You were signed out" in page.text
    assert escape("Typed <b>with care</b>") in page.text


def test_after_the_sign_in_the_form_holds_the_text_and_nothing_is_saved(client, editor, story):
    client.logout()
    page = client.post(change(story), form_data(story, title="Typed", summary="One\r\ntwo"))
    response = sign_in_again(client, page, editor)
    assert response["Location"] == f"{change(story)}?unsaved=1"
    form = client.get(response["Location"]).context["adminform"].form
    assert (form["title"].value(), form["summary"].value()) == ("Typed", "One\r\ntwo")
    story.refresh_from_db()
    assert story.title == "Stored"


def test_a_wrong_password_keeps_the_text_on_the_page(client, editor, story):
    client.logout()
    page = client.post(change(story), form_data(story, title="Typed"))
    again = sign_in_again(client, page, editor, "wrong")
    assert "Please enter the correct" in again.text
    assert sign_in_again(client, again, editor)["Location"] == f"{change(story)}?unsaved=1"


def test_a_new_story_comes_back_after_the_sign_in_too(client, reporter):
    data = as_typed(client.get(ADD), title="Begun")
    client.logout()
    response = sign_in_again(client, client.post(ADD, data), reporter)
    assert client.get(response["Location"]).context["adminform"].form["title"].value() == "Begun"
    assert not Article.objects.exists()


def test_who_signs_in_and_may_not_write_on_the_story_still_has_the_text(client, editor, story):
    client.logout()
    page = client.post(change(story), form_data(story, title="Typed with care"))
    answer = sign_in_again(client, page, make_user("reporter"))
    assert "this account may not edit" in answer.text
    assert "Typed with care" in answer.text
    assert "Stored" not in answer.text


WORDS = {
    "title": "Typed with care", "body": "<p>For an hour.</p>", "move_note": "Ask the lawyer.", "dateline": "Nukus",
    "bylines-0-text": "a stringer",
}  # fmt: skip


@pytest.mark.parametrize(
    "closed",
    [
        {"status": "approved"},
        {"discarded_at": "2026-11-01T12:00Z"},
        {"status": "published", "published_at": "2026-11-01T12:00Z"},
        {"created_by": None},
    ],
)
def test_a_door_that_closed_while_somebody_wrote_hands_the_text_back(client, reporter, closed):
    article = make_article("Stored", published=False, created_by=reporter)
    data = form_data(article, **WORDS)
    changed = closed | ({"created_by": make_user("reporter")} if "created_by" in closed else {})
    Article.objects.filter(pk=article.pk).update(**changed)
    answer = client.post(change(article), data)
    assert answer.status_code == (404 if "created_by" in closed else 403)
    for text in ("may not edit", "Typed with care", "For an hour.", "Ask the lawyer.", "Nukus", "a stringer"):
        assert text in answer.text
    assert "Stored" not in answer.text
    article.refresh_from_db()
    assert (article.title, article.version) == ("Stored", 1)


def test_a_pending_change_whose_story_is_no_longer_published_hands_the_text_back(client, editor):
    article = make_article("Stored")
    address = reverse("admin:articles_article_pending", args=[article.pk])
    data = as_typed(client.get(address), body="<p>For an hour.</p>", note="Ask the lawyer.")
    Article.objects.filter(pk=article.pk).update(status="draft", published_at=None)
    answer = client.post(address, data)
    assert answer.status_code == 403
    assert "For an hour." in answer.text
    assert "Ask the lawyer." in answer.text


def test_a_text_sent_to_a_strange_story_tells_nobody_that_it_is_there(client, reporter, story):
    data = WORDS | {"opened_version": 0}
    there, nowhere = client.post(change(story), data), client.post("/admin/articles/article/987654321/change/", data)
    assert there.status_code == nowhere.status_code == 404
    assert without_token(there) == without_token(nowhere)


def without_token(response) -> str:
    return re.sub(r'value="\w{64}"', "", response.text)


@pytest.mark.django_db(transaction=True)
def test_the_text_comes_back_after_a_sign_in_on_every_database(client):
    # Rows are locked for it, which PostgreSQL refuses outside a transaction: no test's own transaction may hide that.
    editor, story = make_user("editor"), make_article("Stored", published=False)
    client.force_login(editor)
    client.logout()
    page = client.post(change(story), form_data(story, title="Typed"))
    assert sign_in_again(client, page, editor)["Location"] == f"{change(story)}?unsaved=1"


def test_a_pending_change_comes_back_to_its_reporter_after_the_sign_in(client, reporter):
    story = make_article(created_by=reporter)
    pending = reverse("admin:articles_article_pending", args=[story.pk])
    client.logout()
    page = client.post(pending, form_data(story, title="Typed"))
    answer = sign_in_again(client, page, reporter)
    assert answer.headers.get("Location") == f"{pending}?unsaved=pending"
    assert client.get(answer["Location"]).context["adminform"].form["title"].value() == "Typed"


@pytest.mark.parametrize("number", ["x", "p12", "0", "٣", "9" * 40])
def test_a_text_with_a_picture_that_has_no_number_comes_back(client, editor, story, number):
    data = form_data(story, body=f'<p>For an hour.</p><figure data-image="{number}"></figure>')
    client.logout()
    page = client.post(change(story), data)
    assert "For an hour." in page.text
    assert sign_in_again(client, page, editor)["Location"] == f"{change(story)}?unsaved=1"
    assert saved(client.post(change(story), data), story).body.strip() == "<p>For an hour.</p>"


def test_the_sign_in_leads_to_no_other_address(client, editor, story):
    client.logout()
    for path in ("https://example.org/", "//example.org/", "/admin/", "/admin/articles/article/x/change/"):
        data = {"username": editor.username, "password": PASSWORD, "kept": '{"title": ["x"]}', "kept_path": path}
        assert client.post(LOGIN, data).headers.get("Location", "/admin/").startswith("/admin/")
        client.logout()


@pytest.mark.parametrize(
    "kept", ["", "x", "[]", "[" * 100_000, "1", '{"title": "x"}', '{"title": [1]}', '{"a": {"b": []}}', "null"]
)
def test_no_kept_text_is_a_server_error(client, editor, story, kept):
    client.logout()
    data = {"username": editor.username, "kept": kept, "kept_path": change(story)}
    assert client.post(LOGIN, data | {"password": "wrong"}).status_code == 200
    assert client.post(LOGIN, data | {"password": PASSWORD}).status_code == 302


# Other forms -----------------------------------------------------------------------------------------------------------

NAVIGATED = {"accept": "text/html,application/xml;q=0.9,*/*;q=0.8"}  # as a browser asks for a page; a script does not


def picture_of(user):
    image = make_image(alt="A lake", uploaded_by=user)
    return image, f"/admin/articles/image/{image.pk}/change/"


def test_what_was_typed_of_a_picture_comes_back_with_the_sign_in_and_after_it(client, editor):
    image, address = picture_of(editor)
    data = as_typed(client.get(address), caption="Two men in a <b>boat</b>", alt="Boat")
    client.logout()
    page = client.post(address, data, headers=NAVIGATED)
    assert "You were signed out" in page.text
    assert escape("Two men in a <b>boat</b>") in page.text
    after = sign_in_again(client, page, editor)
    assert escape("Two men in a <b>boat</b>") in after.text
    assert f'href="{address}"' in after.text
    image.refresh_from_db()
    assert (image.alt, image.caption) == ("A lake", "")


def test_a_picture_whose_story_was_approved_meanwhile_hands_its_words_back(client, reporter):
    image, address = picture_of(reporter)
    story = make_article(published=False, created_by=reporter, lead_image=image)
    data = as_typed(client.get(address), caption="Two men in a boat")
    Article.objects.filter(pk=story.pk).update(status="approved")
    answer = client.post(address, data, headers=NAVIGATED)
    assert answer.status_code == 403
    assert "Two men in a boat" in answer.text
    assert "You were signed out" not in answer.text


def test_a_note_sent_without_a_script_after_the_session_ended_comes_back(client, editor, story):
    client.logout()
    address = reverse("admin:articles_article_note", args=[story.pk])
    page = client.post(address, {"text": "Ask the lawyer first."}, headers=NAVIGATED)
    assert "Ask the lawyer first." in page.text
    assert "Ask the lawyer first." in sign_in_again(client, page, editor).text


def test_no_password_comes_back(client, editor):
    client.logout()
    data = dict.fromkeys(("old_password", "new_password1", "new_password2", "username"), "Four Quiet Words Here")
    for typed in (data, data | {"text": "And a line."}):
        answer = client.post("/admin/password_change/", typed, headers=NAVIGATED)
        assert "Four Quiet" not in answer.text


def test_what_only_chooses_leads_to_the_sign_in(client, db):
    chosen = {"action": "merge_selected", "_selected_action": ["1", "2"]}
    assert client.post("/admin/people/person/", chosen, headers=NAVIGATED)["Location"].startswith(LOGIN)


@pytest.mark.parametrize("word", ["torture", "no", "https://example.org/a/33.html", "42.46"])
def test_a_single_word_an_address_and_a_number_with_a_point_come_back(client, db, word):
    assert word in client.post("/admin/articles/topic/add/", {"name": word}, headers=NAVIGATED).text


def test_what_was_typed_of_a_person_who_was_merged_meanwhile_comes_back(client, editor):
    person, other = make_person("Ann Bell"), make_person("Anna Bell")
    address = reverse("admin:people_person_change", args=[person.pk])
    data = as_typed(client.get(address), slug="beka", **{"texts-0-summary": "blogger", "texts-0-language": "en"})
    merge(other, person, by=make_user("chief"))
    answer = client.post(address, data, headers=NAVIGATED)
    assert answer.status_code == 404
    assert "no longer exists" in answer.text
    assert "blogger" in answer.text


def test_what_was_typed_of_a_picture_that_is_no_more_comes_back(client, editor):
    image, address = picture_of(editor)
    data = as_typed(client.get(address), caption="boat")
    image.delete()
    assert "boat" in client.post(address, data, headers=NAVIGATED).text


def test_a_button_for_what_is_no_more_leads_to_the_desk(client, editor):
    answer = client.post("/admin/articles/image/987654321/withdraw/", headers=NAVIGATED)
    assert answer["Location"] == "/admin/"


def test_a_reason_for_a_picture_that_is_no_more_comes_back(client, chief):
    answer = client.post("/admin/articles/image/987654321/withdraw/", {"reason": "forged"}, headers=NAVIGATED)
    assert "forged" in answer.text


def test_a_link_in_a_text_comes_back_after_the_sign_in(client, editor):
    body = '<p>See <a href="https://example.org/drop">our box</a>.<script>x</script></p>'
    client.logout()
    page = client.post("/admin/articles/page/add/", {"title": "Contact", "body": body}, headers=NAVIGATED)
    assert "our box" in page.text
    answer = sign_in_again(client, page, editor).text
    assert '<a href="https://example.org/drop" rel="noopener noreferrer">our box</a>' in answer
    assert "<script>x" not in answer


def test_a_stranger_makes_the_site_clean_nothing(client, db, monkeypatch):
    monkeypatch.setattr(CLEANING, lambda *args: pytest.fail("cleaned"))
    page = client.post("/admin/articles/topic/add/", {"body": "A <b>word</b> <!--" * 3}, headers=NAVIGATED)
    assert "word" in page.text


def test_of_a_form_that_is_too_large_for_it_nothing_is_handed_back(client, db):
    for path, more in (("/admin/articles/topic/add/", {}), (ADD, {"opened_version": 0})):
        answer = client.post(path, {"body": "a " * 600_000} | more, headers=NAVIGATED)
        assert len(answer.content) < 100_000


def test_a_sign_in_with_an_old_token_keeps_no_address_as_if_it_were_a_text(checked):
    data = {"username": "x", "password": "y", "next": "/admin/articles/article/?status__exact=draft"}
    assert "What you typed" not in checked.post(LOGIN, data, headers=NAVIGATED).text


def test_what_a_script_sends_leads_to_the_sign_in(client, db):
    asked = client.post("/admin/articles/topic/add/", {"name": "Two words"}, headers={"accept": "*/*"})
    assert asked["Location"].startswith(LOGIN)


def test_a_form_with_an_old_token_hands_its_words_back(checked):
    address = "/admin/articles/topic/add/"
    page = checked.post(address, {"name": "Two words", "csrfmiddlewaretoken": "x" * 64}, headers=NAVIGATED)
    assert page.status_code == 403
    assert "Two words" in page.text
    assert f'href="{address}"' in page.text


# A token of an earlier sign-in -----------------------------------------------------------------------------------------


@pytest.fixture
def checked(story):
    """A browser whose tokens are checked, signed in."""
    browser = Client(enforce_csrf_checks=True)
    browser.user = make_user("editor")
    browser.force_login(browser.user)
    return browser


def test_a_story_with_an_old_token_comes_back_in_its_form(checked, story):
    page = checked.post(change(story), form_data(story, title="Typed", csrfmiddlewaretoken="x" * 64))
    assert page.status_code == 403
    assert page.context["adminform"].form["title"].value() == "Typed"
    data = as_typed(page, csrfmiddlewaretoken=page.context["csrf_token"])
    assert saved(checked.post(change(story), data), story).title == "Typed"


def test_a_story_that_another_site_made_the_browser_send_is_shown_to_nobody(checked, story):
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://example.org"}):
        page = checked.post(change(story), form_data(story, title="Canary"), headers=headers)
        assert page.status_code == 403
        assert "Canary" not in page.text


def test_a_sign_in_with_an_old_token_keeps_the_text(checked, story):
    data = {"kept": '{"title": ["Typed"]}', "kept_path": change(story), "username": "x", "password": "y"}
    page = checked.post(LOGIN, data)
    assert page.status_code == 403
    assert "Typed" in page.text


def test_nobody_learns_of_a_story_by_an_old_token(checked, story):
    checked.force_login(make_user("reporter"))
    page = checked.post(change(story), form_data(story, title="Typed"))
    assert "Typed" in page.text
    assert "Stored" not in page.text
