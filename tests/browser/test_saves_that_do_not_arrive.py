"""A save that does not arrive: what was typed survives in the page and in the browser, and Save can be pressed again."""

import pytest

from articles.models import Article, Autosave
from tests.factories import make_article, make_user
from tests.support.browser import log_in, log_in_by_form, save, send

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(db):
    make_user("editor", username="aigul", first_name="Aigul")
    return make_article("Court adjourns", published=False)


@pytest.fixture
def address(story):
    return f"/admin/articles/article/{story.pk}/change/"


def open_form(page, address):
    log_in(page, "aigul")
    page.goto(address)
    awake(page)


def awake(page):
    page.locator(".ProseMirror").first.wait_for()
    page.locator("#keeping[data-awake]").wait_for(state="attached")


def write(page, text):
    page.locator(".ProseMirror").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def sign(page, state):
    page.locator(f"#keeping[data-state={state}]").wait_for()


def kept_key(page):
    """Until the page has the account's key, which it asks for when it is opened."""
    page.fill("#id_summary", "Typed")
    sign(page, "computer")
    sign(page, "server")


def kept_on_this_computer(page):
    """What lies in the browser's storage, as it lies there."""
    return page.evaluate(
        """() => new Promise((done) => {
            const request = indexedDB.open("newsroom-typed")
            request.onsuccess = () => {
                const all = request.result.transaction("texts").objectStore("texts").getAll()
                all.onsuccess = () => done(all.result.map((row) => new TextDecoder().decode(row.closed)))
            }
        })"""
    )


def test_a_stopped_save_gives_back_save_keeping_and_the_question_on_leaving(story, address, page):
    open_form(page, address)
    held = []
    page.route("**/change/", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    write(page, " one")
    with page.expect_request("**/change/"):
        page.keyboard.press("Control+s")
    page.context.new_cdp_session(page).send("Page.stopLoading")
    sign(page, "trouble")
    page.unroute_all()
    page.keyboard.type(" two")
    sign(page, "server")
    assert "one two" in Autosave.objects.get(key="").data["body"][0]
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("setTimeout(() => location.assign('/admin/'))")
    page.wait_for_event("dialog") if not asked else None
    save(page, lambda page: page.keyboard.press("Control+s"))
    sign(page, "saved")
    assert asked == ["beforeunload"]
    assert "one two" in Article.objects.get().body


def test_a_save_that_the_server_made_unheard_goes_on_without_a_conflict(story, address, page):
    open_form(page, address)

    def swallow(route):
        route.fetch()
        route.abort()

    page.route("**/change/", lambda route: swallow(route) if route.request.method == "POST" else route.continue_())
    write(page, " one")
    page.keyboard.press("Control+s")
    sign(page, "trouble")
    page.unroute_all()
    page.keyboard.type(" two")
    save(page, lambda page: page.keyboard.press("Control+s"))
    sign(page, "saved")
    story.refresh_from_db()
    assert "one two" in story.body
    assert page.locator(".theirs").count() == 0


def test_what_was_typed_offline_is_offered_to_the_same_account_until_it_is_saved(story, address, page):
    open_form(page, address)
    kept_key(page)
    page.context.set_offline(True)
    write(page, " Typed offline.")
    page.locator("#keeping", has_text="Kept on this computer").wait_for()
    assert "offline" not in Autosave.objects.get(key="").data["body"][0]
    assert not [text for text in kept_on_this_computer(page) if "offline" in text]
    context = page.context
    page.close()  # as a crash, it asks nothing
    context.set_offline(False)

    again = context.new_page()
    again.goto(address)
    bar = again.locator(".kept-here", has_text="Text typed on this computer")
    bar.wait_for()
    assert again.locator(".unsaved").count() == 1
    again.click("[data-look]")
    assert "Typed offline." in bar.locator("[data-text]").inner_text()
    send(again, "[data-take-back]")
    awake(again)
    assert "Typed offline." in again.locator(".ProseMirror").first.inner_text()
    save(again)
    sign(again, "saved")
    assert "Typed offline." in Article.objects.get().body
    again.goto(address)
    awake(again)
    again.wait_for_function("indexedDB.databases().then((all) => all.length)")
    assert kept_on_this_computer(again) == []
    assert again.locator(".unsaved").count() == 0


def test_after_signing_out_it_opens_to_nobody(story, address, page):
    open_form(page, address)
    kept_key(page)
    page.context.set_offline(True)
    write(page, " Typed offline.")
    page.locator("#keeping", has_text="Kept on this computer").wait_for()
    page.close()
    page.context.set_offline(False)
    other = page.context.new_page()
    other.goto("/admin/")
    send(other, "#logout-form button")
    open_form(other, address)
    with other.expect_response("**/keeping-key/"):
        other.reload()
    awake(other)
    assert other.locator(".kept-here").count() == 0


def test_after_a_sign_in_in_another_tab_the_sign_promises_nothing_on_this_computer(story, address, page):
    open_form(page, address)
    page.route("**/autosave/", lambda route: route.abort())
    write(page, " Typed before.")
    page.locator("#keeping", has_text="no connection. Kept on this computer").wait_for()
    other = page.context.new_page()
    other.goto("/admin/")
    send(other, "#logout-form button")
    log_in_by_form(other, "aigul")
    page.unroute_all()
    write(page, " Typed after.")
    line = page.locator("#keeping.is-trouble", has_text="signed out, or may no longer edit this")
    line.filter(has_not_text="Kept on this computer").wait_for()


def test_a_server_that_stands_still_is_told_and_save_lives(story, address, page):
    page.add_init_script(
        "AbortSignal.timeout = ((real) => (ms) => real.call(AbortSignal, ms / 4))(AbortSignal.timeout)"
    )
    open_form(page, address)
    page.route("**/change/", lambda route: None if route.request.method == "POST" else route.continue_())
    page.fill("#id_title", "Court goes on")
    page.click("[name=_continue]")
    page.locator("#keeping.is-trouble", has_text="does not answer").wait_for()
    page.unroute_all()
    save(page)
    sign(page, "saved")
    assert Article.objects.get().title == "Court goes on"


def test_without_a_secure_connection_nothing_is_stored_and_the_sign_says_so(story, address, page):
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    open_form(page, address)
    page.fill("#id_title", "Court goes on")
    page.locator("#keeping", has_text="Nothing is kept on this computer").wait_for()
    assert page.evaluate("indexedDB.databases()") == []


def test_discard_with_a_lost_session_leaves_the_offer_in_sight(story, address, page):
    open_form(page, address)
    page.fill("#id_title", "Court goes on")
    sign(page, "server")
    page.goto("/admin/")
    page.goto(address)
    page.context.clear_cookies(name="newsroom")
    page.click(".unsaved [name=throw_away], .unsaved [data-discard]")
    page.locator("#keeping.is-trouble", has_text="signed out").wait_for()
    assert page.locator(".unsaved").count() == 1
    assert Autosave.objects.filter(key="").exists()
