"""Hostile words in every place that somebody can type them, looked at in a real browser: shown as they were typed, never run."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from articles import previews, workflow
from articles.history import versions
from articles.history.content import Content
from articles.models import Article, Autosave, Byline, Image
from articles.rendering import pictures
from articles.workflow import notes, pending
from newsroom.models import User
from tests.factories import make_article, make_correction, make_image, make_person, make_topic, make_user
from tests.support.browser import log_in, save, send
from tests.vectors import LINES, VECTORS

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

#: All that is hostile and fits in a line, as one text; and what short fields hold.
ALL = "\n".join(text.replace("\0", "").replace("\ud800", "") for text in [*LINES, *VECTORS] if len(text) < 300)
SHORT = '"><img src=x onerror=steal()><script>steal()</script>'
SEEN = "<img src=x onerror=steal()>"


def pieces(limit: int) -> list[str]:
    """All of it, in texts no longer than the limit."""
    found = [""]
    for line in ALL.split("\n"):
        if len(found[-1]) + len(line) >= limit:
            found.append("")
        found[-1] += f"{line}\n"
    return found


def body(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def address(name: str, *args, **query) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"admin:articles_{name}", args=args) + (f"?{asked}" if asked else "")


@pytest.fixture
def watched(page):
    """The page, which tells when a word of somebody's ran."""
    ran = []
    page.add_init_script("window.steal = () => console.log('RAN')")
    page.on("console", lambda message: ran.append(message.text) if message.text == "RAN" else None)
    page.on("dialog", lambda dialog: dialog.accept() if dialog.type == "beforeunload" else ran.append(dialog.message))
    yield page
    assert ran == []
    assert page.visit.is_clean, page.visit


@pytest.fixture
def chief(db):
    return make_user("chief", username="olga", first_name=SHORT, last_name=SHORT)


@pytest.fixture
def draft(chief):
    """A draft that came back with a hostile word, with notes, a history, a link and a text that was not saved."""
    topic = make_topic(SHORT[:60])
    story = make_article(SHORT, summary=ALL[:400], body=body(ALL), published=False, topics=[topic], about=[
        make_person(SHORT)
    ], lead_image=picture(chief))  # fmt: skip
    Byline.objects.create(article=story, text=SHORT)
    for text in pieces(2900):
        notes.write(story, by=chief, text=text)
    with workflow.changing(story, by=chief, comment="edited", why=ALL[:900]):
        story.body = body(ALL[:3000][::-1])
    workflow.submit(story, by=chief, note=ALL[:2900])
    workflow.return_to_writer(story, by=chief, note=ALL[:2900])
    previews.make_link(story, versions.keys_of(story)[0], by=chief, hours=24, purpose=SHORT)
    data = {"title": [SHORT], "summary": [ALL[:400]], "body": [ALL], "move_note": [ALL[:900]], "opened_version": ["0"]}
    Autosave.objects.create(user=chief, article=story, key="", data=data)
    return story


def picture(by) -> Image:
    words = {
        "alt": SHORT,
        "caption": ALL[:990],
        "credit": SHORT,
        "copyright": SHORT,
        "source": SHORT,
        "notes": ALL[:2900],
    }
    said = dict.fromkeys(("alt", "caption", "credit", "persons", "city", "licence_address"), SHORT)
    image = make_image(with_files=True, uploaded_by=by, original_name=SHORT, suggestions=said, **words)
    pictures.rederive(Image.objects.filter(pk=image.pk))
    return image


@pytest.fixture
def public(chief):
    """A published story with corrections, and a change that waits."""
    story = make_article(SHORT, summary=ALL[:400], body=body(ALL), lead_image=Image.objects.first() or picture(chief))
    Byline.objects.create(article=story, text=SHORT)
    for text in pieces(2900):
        make_correction(story, text)
    content = Content.of(story)
    content.fields |= {"title": SHORT[::-1], "body": body(ALL[::-1][:3000]), "dateline": SHORT[:60]}
    pending.save(story, content, by=chief, opened=0, base_version=story.version)
    return story


def withdraw_in_public(story, chief):
    Article.objects.filter(pk=story.pk).update(first_public_at=timezone.now() - timedelta(hours=1))
    story.refresh_from_db()
    workflow.withdraw(story, by=chief, reason=ALL[:990], is_public=True)


def look(page, where: str, *, literally: str = ""):
    page.goto(where)
    page.wait_for_load_state("load")
    if literally:
        assert literally in page.locator("body").inner_text(), where


def test_no_word_that_somebody_typed_runs_on_any_screen_of_the_desk(watched, chief, draft, public):
    log_in(watched, "olga")
    look(watched, "/admin/", literally=SEEN)
    look(watched, address("article_changelist"), literally=SEEN)
    form = address("article_change", draft.pk)
    look(watched, form)
    for part in (".notes-list", ".returned", ".unsaved", ".lead-picture"):
        assert watched.locator(part).first.inner_text().strip(), part
    assert "<b>bold</b> & <i>" in watched.locator(".notes-list").first.inner_text()
    assert "<b>bold</b> & <i>" in watched.locator(".returned").inner_text()
    look(watched, address("article_change", draft.pk, unsaved=1))
    assert watched.input_value("#id_title") == SHORT

    newest, *_others, oldest = versions.keys_of(draft)
    for where in (
        address("article_history", draft.pk), address("article_version", draft.pk, newest),
        address("article_compare", draft.pk, old=oldest, new=newest),
        address("article_compare", draft.pk, old=oldest, new=newest, view="inline"),
        address("article_previews", draft.pk), address("article_preview", draft.pk),
        address("article_pending", public.pk), address("article_compare", public.pk, old="now", new=versions.keys_of(public)[0]),
        address("image_change", draft.lead_image_id), address("image_changelist"),
        address("auditentry_changelist"), address("article_move", draft.pk, "discard"),
    ):  # fmt: skip
        look(watched, where, literally=SEEN)


def test_a_refused_save_shows_what_they_typed_and_what_you_typed(watched, chief, draft):
    log_in(watched, "olga")
    look(watched, address("article_change", draft.pk))
    watched.locator(".ProseMirror").first.wait_for()
    with workflow.changing(draft, by=User.objects.get(username="olga"), comment="edited"):
        draft.title, draft.summary, draft.body = SHORT[::-1], ALL[:300][::-1], body(f"{ALL} changed")
    watched.fill("#id_title", f"{SHORT} mine")
    save(watched)
    watched.locator(".theirs").first.wait_for()
    assert "onerror=steal()" in watched.locator(".theirs").first.inner_text()
    assert watched.input_value("#id_title") == f"{SHORT} mine"


def test_no_word_that_somebody_typed_runs_before_a_tagger_or_an_administrator(watched, chief, draft):
    make_user("tagger", username="tamara")
    make_user("admin", username="root")
    log_in(watched, "tamara")
    look(watched, address("article_tags", draft.pk), literally=SEEN)
    watched.context.clear_cookies()
    log_in(watched, "root")
    look(watched, reverse("admin:newsroom_user_changelist"), literally=SEEN)
    look(watched, reverse("admin:newsroom_user_change", args=[chief.pk]), literally=SEEN)
    look(watched, address("article_add"))
    watched.click("button[data-choose]")
    assert SEEN in watched.locator(".choose .picture-card").first.inner_text()


def test_a_text_that_comes_back_after_the_session_ended_does_not_run(watched, chief, draft):
    log_in(watched, "olga")
    look(watched, address("article_change", draft.pk))
    watched.locator(".ProseMirror").first.wait_for()
    watched.fill("#id_title", SHORT)
    watched.evaluate("html => { document.querySelector('#id_body').value = html }", ALL)
    cookies = [cookie for cookie in watched.context.cookies() if cookie["name"] != "newsroom"]
    watched.context.clear_cookies()
    watched.context.add_cookies(cookies)
    watched.evaluate("document.querySelector('#article_form').submit()")
    watched.locator("#id_password").wait_for()
    assert SEEN in watched.locator("main").inner_text()
    watched.fill("#id_username", "olga")
    watched.fill("#id_password", "a long pass phrase")
    send(watched, "[type=submit]")
    watched.locator(".ProseMirror").first.wait_for()
    assert watched.input_value("#id_title") == SHORT


def test_no_word_that_somebody_typed_runs_where_readers_are(watched, chief, public):
    look(watched, public.get_absolute_url(), literally=SEEN)
    look(watched, "/corrections/", literally="<b>bold</b> & <i>")
    look(watched, "/", literally=SEEN)
    key = versions.keys_of(public)[0]
    _link, token = previews.make_link(public, key, by=chief, hours=24, purpose=SHORT)
    look(watched, f"/preview/{token}/")
    withdraw_in_public(public, chief)
    look(watched, public.get_absolute_url(), literally="<b>bold</b> & <i>")
