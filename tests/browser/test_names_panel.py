"""The panel "People and places in this text" in a real browser: from a pasted story to its readers by clicks alone."""

import pytest

from articles.models import Article, Mention
from people.models import Person
from tests.browser.test_first_story import TITLE, newsroom, paste_html, publish, write_story  # noqa: F401
from tests.factories import make_article, make_person, make_user
from tests.support.browser import log_in, save, send, unfold

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


def row(page, name: str):
    return page.locator("#names-panel .names-row", has=page.locator("b", has_text=name))


def chosen(page, field: str) -> list[str]:
    unfold(page, f".field-{field}")
    return page.locator(f".field-{field} .select2-selection__choice").all_inner_texts()


def test_a_pasted_story_is_tagged_with_clicks_published_and_linked(newsroom, page):  # noqa: F811
    write_story(page)
    row(page, "Aqylbek Muratbai").locator(".names-tag").click()
    row(page, "Nukus").locator(".names-tag").click()
    page.click("#names-panel .names-all")
    with page.expect_popup() as opened:
        row(page, "Zhangeldy Zhaksymbetov").locator(".names-add").click()
    popup = opened.value
    assert popup.input_value("[name=name]") == "Zhangeldy Zhaksymbetov"
    with popup.expect_event("close"):
        popup.click("[name=_save]")
    page.locator("#names-panel summary", has_text="4 tagged").wait_for()
    publish(page)
    send(page, "text=View on site")

    for name in ("Aqylbek Muratbai", "Nukus", "Freedom for Eurasia", "Zhangeldy Zhaksymbetov"):
        assert page.locator(".story a.subject", has_text=name).count() == 1, name
    send(page, page.locator(".story a.subject", has_text="Zhangeldy Zhaksymbetov"))
    assert page.locator("main a", has_text=TITLE).count()
    assert page.visit.is_clean, page.visit


def test_the_panel_follows_the_text_after_a_pause(newsroom, page):  # noqa: F811
    log_in(page, "anna")
    page.goto("/admin/articles/article/add/")
    paste_html(page, "<p>Aqylbek Muratbai spoke.</p>")
    row(page, "Aqylbek Muratbai").wait_for()
    page.keyboard.type(" In Nukus.")
    row(page, "Nukus").wait_for()

    assert "2 names found, 0 tagged." in page.locator("#names-panel [role=status]").inner_text()


def test_a_second_click_takes_the_tag_away_and_the_field_agrees(newsroom, page):  # noqa: F811
    write_story(page)
    tag = row(page, "Aqylbek Muratbai").locator(".names-tag")
    tag.click()
    assert tag.get_attribute("aria-pressed") == "true"
    assert "Aqylbek Muratbai" in chosen(page, "people")[0]
    assert page.locator("#id_main_subjects label").all_inner_texts() == ["Aqylbek Muratbai"]
    assert "1 tagged" in page.locator("#names-panel [role=status]").inner_text()
    assert page.locator("[data-drawer=subjects] .drawer-holds").inner_text() == "Aqylbek Muratbai"

    tag.click()
    assert tag.get_attribute("aria-pressed") == "false"
    assert chosen(page, "people") == []


def test_what_is_taken_out_of_the_field_is_not_shown_as_tagged(newsroom, page):  # noqa: F811
    write_story(page)
    tag = row(page, "Aqylbek Muratbai").locator(".names-tag")
    tag.click()
    unfold(page, ".field-people")
    page.locator(".field-people .select2-selection__choice__remove").click()

    assert tag.get_attribute("aria-pressed") == "false"


def test_not_this_one_in_a_new_story_is_kept_by_its_save(newsroom, page):  # noqa: F811
    write_story(page)
    row(page, "Aqylbek Muratbai").locator(".names-not").click()
    page.locator("#names-panel summary", has_text="1 left out").wait_for()
    save(page)
    page.locator("#names-panel summary", has_text="1 left out").wait_for()

    assert Mention.objects.get(state="rejected").subject.label == "Aqylbek Muratbai"
    assert not row(page, "Aqylbek Muratbai").locator(".names-tag").count()


def test_who_was_left_out_of_a_saved_story_comes_back_with_a_click(newsroom, page):  # noqa: F811
    article = make_article(published=False, body="<p>Aqylbek Muratbai spoke.</p>")
    log_in(page, "anna")
    page.goto(f"/admin/articles/article/{article.pk}/change/")
    row(page, "Aqylbek Muratbai").locator(".names-not").click()
    page.locator("#names-panel summary", has_text="1 left out").click()
    assert Mention.objects.get().state == "rejected"
    page.locator("#names-panel .names-back").click()
    row(page, "Aqylbek Muratbai").locator(".names-tag").wait_for()

    assert not Mention.objects.exists()


def test_the_one_who_is_meant_is_chosen_among_two_of_a_name(newsroom, page):  # noqa: F811
    make_person("Aliya Karimova").texts.create(language="en", summary="Judge in Nukus")
    meant = make_person("Aliya Karimova")
    meant.texts.create(language="en", summary="Poet")
    log_in(page, "anna")
    page.goto("/admin/articles/article/add/")
    page.fill("#id_title", "A reading")
    paste_html(page, "<p>Aliya Karimova read.</p>")
    page.locator("#names-panel .names-question .names-row", has_text="Poet").locator(".names-tag").click()
    save(page)

    assert [mention.subject_id for mention in Article.objects.get().mentions.all()] == [meant.pk]


def test_a_lost_login_is_said_and_the_text_stays(newsroom, page):  # noqa: F811
    write_story(page)
    row(page, "Nukus").wait_for()
    page.context.clear_cookies()
    page.click("#names-panel .names-look")
    page.locator("#names-panel [role=status]", has_text="You are signed out").wait_for()

    assert "until dawn" in page.locator(".ProseMirror").inner_text()
    assert row(page, "Nukus").count()


@pytest.mark.needs("axe")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_for_everybody(scheme, newsroom, page, axe_violations):  # noqa: F811
    make_person("Aliya Karimova"), make_person("Aliya Karimova")
    page.emulate_media(color_scheme=scheme)
    write_story(page)
    page.locator(".ProseMirror").first.click()
    page.keyboard.type(" Aliya Karimova too. ")
    page.locator("#names-panel .names-question").wait_for()
    row(page, "Nukus").locator(".names-tag").click()
    row(page, "Freedom").locator(".names-not").click()
    page.locator("#names-panel summary", has_text="1 left out").click()

    assert [line for line in axe_violations(page) if "names-" in line] == []


def test_without_scripts_the_names_are_ticked_and_saved(newsroom, chromium, live_server):  # noqa: F811
    make_user("reporter", username="ruth")
    context = chromium.new_context(base_url=live_server.url, locale="en", java_script_enabled=False)
    page = context.new_page()
    log_in(page, "ruth")
    page.goto("/admin/articles/article/add/")
    page.fill("#id_title", "Spoken in Nukus")
    page.fill("#id_body", "<p>Aqylbek Muratbai spoke.</p>")
    send(page, "[name=_names]")
    row(page, "Aqylbek Muratbai").locator("[name=names_tag]").check()
    row(page, "Nukus").locator("[name=names_not]").check()
    send(page, "[name=_continue]")
    texts = page.locator("#names-panel summary").all_inner_texts()
    context.close()

    assert texts == ["1 tagged already", "1 left out"]
    assert dict(Mention.objects.values_list("subject__label", "state")) == {
        "Aqylbek Muratbai": "confirmed",
        "Nukus": "rejected",
    }
    assert Person.objects.count() == 1
