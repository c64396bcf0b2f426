"""Two people on one story, in two real browsers: seen, taken over, refused, and nothing that was typed is lost."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from articles.models import Article, Autosave, Presence
from tests.factories import make_article, make_user
from tests.support.browser import log_in, save, send, unfold

User = get_user_model()
pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(db):
    make_user("editor", username="aigul", first_name="Aigul")
    make_user("editor", username="boris", first_name="Boris")
    return make_article("Court adjourns", published=False)


@pytest.fixture
def second(another_page):
    """Another browser of another person."""
    return another_page


def open_story(page, username, story):
    log_in(page, username)
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.locator(".ProseMirror").first.wait_for()


def line(page, text):
    return page.locator("#presence p", has_text=text)


def write(page, text):
    """At the end of the text, as a person types."""
    page.locator(".ProseMirror").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def awake(page):
    """What happens while the form opens does not count as typing."""
    page.locator("#keeping[data-awake]").wait_for(state="attached")


def saved(page):
    page.locator("#keeping[data-state=saved]").wait_for()


def kept(page):
    page.locator("#keeping", has_text=re.compile(r"Kept on the server \d\d:\d\d:\d\d")).wait_for()


@pytest.mark.both_databases
def test_the_second_sees_the_first_takes_over_and_the_first_keeps_what_they_typed(story, page, second):
    with page.expect_response(re.compile("/presence/")):
        open_story(page, "aigul", story)
    open_story(second, "boris", story)
    line(second, re.compile(r"Aigul has had this story open since [\d:]+\.")).wait_for()
    write(page, " Typed by Aigul.")
    line(second, re.compile("Aigul has had this story open since .* and is writing")).wait_for()
    second.locator("form.is-watching").wait_for()
    assert second.locator(".ProseMirror").first.get_attribute("contenteditable") == "false"
    line(page, "Boris has had this story open since").wait_for()

    second.click("#presence .take-over")
    second.locator("form:not(.is-watching)#article_form").wait_for()
    write(second, " Typed by Boris.")
    line(page, "Boris has taken over").wait_for()
    page.locator("form.is-watching").wait_for()
    kept(page)

    assert "Typed by Aigul." in page.locator(".ProseMirror").first.inner_text()
    assert "Typed by Aigul." in Autosave.objects.get(user__username="aigul", key="").data["body"][0]
    assert page.visit.is_clean, page.visit


@pytest.mark.both_databases
def test_under_the_lock_notes_and_previews_stay_and_discard_waits(story, page, second):
    with page.expect_response(re.compile("/presence/")):
        open_story(page, "aigul", story)
    open_story(second, "boris", story)
    second.locator("form.is-watching").wait_for()
    unfold(second, "#note-text")
    second.fill("#note-text", "Who is the source?")
    second.click("text=Add note")
    second.locator(".note-text", has_text="Who is the source?").wait_for()
    second.click(".story-more > summary")
    assert second.locator(".ways .discard").evaluate("link => link.inert")
    assert second.locator("#id_title").evaluate("box => box.readOnly")
    send(second, "text=Share a preview")
    assert second.url.endswith(f"/{story.pk}/previews/")


def test_under_the_lock_no_key_saves(story, page, second):
    with page.expect_response(re.compile("/presence/")):
        open_story(page, "aigul", story)
    open_story(second, "boris", story)
    second.locator("form.is-watching").wait_for()
    sent = []
    second.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    unfold(second, "#note-text")
    second.locator("#note-text").press("Control+s")
    second.locator("#id_title").press("Control+Enter")
    with second.expect_response(re.compile("/presence/")):
        pass
    assert [url for url in sent if url.endswith("/change/")] == []


def test_a_step_that_is_answered_late_hands_the_story_over_all_the_same(story, page):
    page.add_init_script(
        "const later = setTimeout; window.setTimeout = (call, ms, ...more) => later(call, ms === 3000 ? 0 : ms, ...more)"
    )
    with page.expect_response(re.compile("/presence/")):
        open_story(page, "aigul", story)
    awake(page)
    held = []
    page.route("**/change/", lambda route: held.append(route) if route.request.method == "POST" else route.fallback())
    page.click(".story-more > summary")
    with page.expect_response(re.compile("/presence/")):  # the form has its buttons back, and its window is there again
        page.click("button:text('Submit for review')", no_wait_after=True)
    now = timezone.now()
    Presence.objects.create(
        article=story, user=User.objects.get(username="boris"), tab="boris-has-it", opened_at=now, seen_at=now
    )
    with page.expect_response(re.compile("/presence/")), page.expect_navigation():
        held[0].continue_()
    with page.expect_response(re.compile("/presence/")):
        pass
    assert not Presence.objects.filter(is_writer=True, user__username="aigul").exists()
    assert page.visit.is_clean, page.visit


@pytest.mark.both_databases
def test_a_stale_save_is_refused_and_the_second_try_saves_both_texts(story, page, second):
    open_story(page, "aigul", story)
    open_story(second, "boris", story)
    second.click("#presence .take-over")
    second.locator("form:not(.is-watching)#article_form").wait_for()
    second.fill("#id_summary", "Dek of Boris")
    save(second)
    saved(second)
    page.locator("#saved-meanwhile", has_text="Boris saved this story at").wait_for()
    page.locator("#presence .take-over").click()
    page.locator("form:not(.is-watching)#article_form").wait_for()
    write(page, " Typed by Aigul.")
    save(page)
    page.locator(".errorlist.nonfield").wait_for()

    assert "By Boris" in page.locator(".theirs").inner_text()
    assert "Typed by Aigul." in page.locator(".ProseMirror").first.inner_text()
    page.click(".theirs [data-take=summary]")
    save(page)
    saved(page)
    stored = Article.objects.get()
    assert stored.summary == "Dek of Boris"
    assert "Typed by Aigul." in stored.body
    assert page.visit.is_clean, page.visit


def test_what_was_typed_and_not_saved_is_offered_and_used(story, page):
    open_story(page, "aigul", story)
    awake(page)
    write(page, " Never saved.")
    kept(page)
    page.goto("/admin/")
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    send(page, ".unsaved a")
    page.locator(".kept-notice").wait_for()
    assert "Never saved." in page.locator(".ProseMirror").first.inner_text()
    save(page)
    saved(page)
    assert "Never saved." in Article.objects.get().body
    assert page.locator(".unsaved").count() == 0
    assert page.visit.is_clean, page.visit


@pytest.fixture
def never_settled(page):
    page.add_init_script(
        "const later = setTimeout; window.setTimeout = (call, ms, ...more) => ms === 500 || later(call, ms, ...more)"
    )


@pytest.mark.parametrize("keys", [["A", "t"], ["Enter"], ["Control+A", "Delete"], ["Control+A", "Control+X"]])
def test_leaving_asks_about_what_was_typed_while_the_form_still_opened(never_settled, story, page, keys):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    open_story(page, "aigul", story)
    page.click(".ProseMirror")
    for key in keys:
        page.keyboard.press(key)
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_what_is_typed_while_the_form_still_opens_is_kept(never_settled, story, page):
    open_story(page, "aigul", story)
    write(page, " Typed at once.")
    kept(page)
    assert "Typed at once." in Autosave.objects.get(user__username="aigul", key="").data["body"][0]


def test_what_is_typed_after_a_preview_is_kept(story, page):
    open_story(page, "aigul", story)
    awake(page)
    with page.expect_popup():
        unfold(page, ".previews-box")
        page.click("text=Preview what I typed")
    page.fill("#id_title", "Typed after the preview")
    kept(page)
    assert Autosave.objects.get(key="").data["title"] == ["Typed after the preview"]
    with page.expect_response(re.compile("/presence/")):
        pass  # its window goes on saying that it is open


def test_what_is_thrown_away_is_gone_without_leaving_the_form(story, page):
    open_story(page, "aigul", story)
    awake(page)
    write(page, " Never saved.")
    kept(page)
    page.goto("/admin/")
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    page.fill("#id_summary", "Typed since")
    page.click(".unsaved button")
    page.locator(".unsaved").wait_for(state="detached")
    assert page.input_value("#id_summary") == "Typed since"


def test_a_lost_session_is_told_and_the_save_leads_through_the_sign_in_to_the_text(story, page):
    open_story(page, "aigul", story)
    awake(page)
    page.context.clear_cookies(name="newsroom")
    write(page, " Typed with care.")
    page.locator("#keeping", has_text="signed out").wait_for()
    send(page, "[name=_continue]")
    page.locator("h1", has_text="You were signed out").wait_for()
    assert "Typed with care." in page.locator(".typed").inner_text()
    page.fill("#id_username", "aigul")
    page.fill("#id_password", "a long pass phrase")
    send(page, "[type=submit]")
    page.locator(".kept-notice").wait_for()
    page.locator(".ProseMirror", has_text="Typed with care.").wait_for()
    save(page)
    saved(page)
    assert "Typed with care." in Article.objects.get().body
    assert page.visit.is_clean, page.visit


@pytest.mark.needs("axe")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_line_the_bar_and_both_texts_are_for_everybody(scheme, story, page, second, axe_violations):
    page.emulate_media(color_scheme=scheme)
    open_story(second, "boris", story)
    open_story(page, "aigul", story)
    page.locator("form.is-watching").wait_for()
    watching = axe_violations(page)
    page.click("#presence .take-over")
    page.locator("form:not(.is-watching)#article_form").wait_for()
    page.evaluate("document.querySelector('[name=opened_version]').value = 77")
    page.fill("#id_title", "Another headline")
    save(page)
    page.locator(".theirs").wait_for()

    ours = re.compile("presence|unsaved|kept|their|keeping|take")
    assert [found for found in watching + axe_violations(page) if ours.search(found)] == []
