"""A note to colleagues on words of the text, as an editor sees it: set, read, written on, lost and resolved."""

import pytest

from articles.models import Article, Note
from tests.browser.test_first_story import paste_html
from tests.factories import make_article, make_user
from tests.support.at_the_desk import at_the_desk
from tests.support.browser import axe_violations

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

TEXT = "<p>The court adjourned on Monday.</p><p>Officials gave no reason.</p>"
NOTES = "Notes to colleagues"
REMEMBER_COPY = """() => {
    document.oncopy = ({clipboardData}) => { window.copied = clipboardData.getData("text/html") }
}"""

# As a quick hand has it: the browser tells of a new selection after the keys that follow it.
EDITOR_HEARS_LATE = "() => addEventListener('selectionchange', event => event.stopImmediatePropagation(), true)"


@pytest.fixture
def story(db):
    make_user("editor", username="aigul", first_name="Aigul")
    return make_article("Court adjourns", body=TEXT)


def select_word(page, word: str):
    """By a double click on it."""
    page.locator(".ProseMirror p", has_text=word).first.evaluate("part => part.scrollIntoView({block: 'center'})")
    box = page.evaluate(
        """word => {
            const walker = document.createTreeWalker(document.querySelector('.ProseMirror'), NodeFilter.SHOW_TEXT)
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(word)
                if (at < 0) continue
                const range = new Range()
                range.setStart(node, at)
                range.setEnd(node, at + word.length)
                const {left, top, width, height} = range.getBoundingClientRect()
                return [left + width / 2, top + height / 2]
            }
        }""",
        word,
    )
    page.mouse.dblclick(*box)


def marked(page) -> list[str]:
    return page.locator(".ProseMirror mark").all_inner_texts()


def body(story) -> str:
    return Article.objects.values_list("body", flat=True).get(pk=story.pk)


def open_story(somebody, story):
    somebody.page.goto(f"/admin/articles/article/{story.pk}/change/")
    somebody.page.locator(".ProseMirror").wait_for()


def test_a_note_on_words_from_the_selection_to_its_end_and_no_reader_knows(story, page):
    aigul = at_the_desk(page, "aigul")
    open_story(aigul, story)

    # Words are selected, and the note is typed among the notes.
    select_word(page, "Monday")
    aigul.click("Note to colleagues on the selected words")
    assert "Monday" in aigul.reads("On these words:", within=NOTES)
    aigul.type("Or was it Tuesday?")
    aigul.click("Add note")
    aigul.reads("Or was it Tuesday?", within=NOTES)
    note = Note.objects.get()
    assert (note.quote, marked(page)) == ("Monday", ["Monday"])
    assert f'<mark data-note="{note.mark}">Monday</mark>' in body(story)
    assert Article.objects.get(pk=story.pk).version == story.version

    # The hand is back in the text, which is written on, within the words too, and saved.
    page.locator(".ProseMirror mark").dblclick()
    page.keyboard.press("ArrowLeft")
    aigul.press("ArrowRight", times=3)
    aigul.type("X")
    aigul.press("Control+s")
    aigul.reads("Saved: readers see the new text")
    assert marked(page) == ["MonXday"]
    page.reload()
    page.locator(".ProseMirror mark").wait_for()
    assert marked(page) == ["MonXday"]

    # From the note to its words, and from the words to the note.
    aigul.click("Monday", within=NOTES)
    assert page.evaluate("getSelection().toString()") == "MonXday"
    aigul.press("ArrowLeft")
    page.locator(".ProseMirror mark").click()
    assert "Or was it Tuesday?" in page.locator(".note-card").inner_text()
    aigul.click("Show among the notes")
    assert page.evaluate("document.activeElement.id") == f"said-{note.pk}"

    # Readers have no trace of it.
    reader = page.context.new_page()
    reader.goto(Article.objects.get(pk=story.pk).get_absolute_url())
    assert "MonXday" in reader.inner_text("main")
    assert not {"<mark", "data-note", "Tuesday", str(note.mark)} & {
        word for word in ("<mark", "data-note", "Tuesday", str(note.mark)) if word in reader.content()
    }
    reader.close()
    assert page.visit.is_clean, page.visit

    page.locator(".ProseMirror mark").click()
    assert axe_violations(page) == []
    aigul.press("Escape")

    # Without the words the note stays, and says so; undone, they are back with their mark.
    page.locator(".ProseMirror mark").dblclick()
    aigul.press("Delete")
    aigul.reads("These words are not in the text any more.", within=NOTES)
    aigul.press("Control+z")
    assert marked(page) == ["MonXday"]

    # Resolved, it takes the mark out of the text.
    aigul.click("Resolve", within=NOTES)
    aigul.reads("1 resolved note", within=NOTES)
    assert marked(page) == []
    assert "<mark" not in body(story)


def test_a_note_by_keyboard_on_unsaved_words_goes_along_with_the_save_and_leaves_with_no_copy(story, page):
    aigul = at_the_desk(page, "aigul")
    open_story(aigul, story)
    page.locator(".ProseMirror").click()
    aigul.press("Control+End")
    aigul.type(" Witnesses waited.")
    page.evaluate(EDITOR_HEARS_LATE)
    aigul.press("Control+Shift+ArrowLeft", times=2)
    aigul.press("Control+i")
    aigul.press("Control+Alt+m")
    aigul.type("How many?")
    aigul.press("Control+s")
    aigul.reads("How many?", within=NOTES)
    note = Note.objects.get()
    assert note.quote == "waited."
    assert f'Witnesses <em><mark data-note="{note.mark}">waited.</mark></em>' in body(story)
    assert marked(page) == ["waited."]

    page.locator(".ProseMirror").click()
    aigul.press("Control+a")
    page.evaluate(REMEMBER_COPY)
    aigul.press("Control+c")
    copied = page.evaluate("window.copied")
    assert "waited." in copied
    assert "data-note" not in copied
    aigul.press("Control+x")
    aigul.press("Control+v")
    assert marked(page) == ["waited."]
    aigul.press("Control+End")
    paste_html(page, f'<p>Of <mark data-note="5">another</mark> <mark data-note="{note.mark}">story</mark></p>')
    page.locator(".ProseMirror", has_text="Of another story").wait_for()
    assert marked(page) == ["waited."]
    assert page.visit.is_clean, page.visit
