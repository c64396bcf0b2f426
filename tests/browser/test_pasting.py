"""Pasting from other programs into the text of a story, by real paste events: what the writer sees and what is sent."""

import pytest

from tests.factories import make_user
from tests.support.browser import log_in
from tests.support.pasted import plainly, samples

PASTE = """([kind, text]) => {
    const data = new DataTransfer();
    data.setData(kind, text);
    const paste = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
    document.querySelector('.ProseMirror').dispatchEvent(paste);
}"""
EMPTY = "document.querySelector('#id_body').dispatchEvent(new CustomEvent('story-editor:set', {detail: ''}))"
STORE = "document.querySelector('.prose-editor').dispatchEvent(new Event('focusout'))"


@pytest.fixture
def writing(db, page):
    make_user("editor", username="anna")
    log_in(page, "anna")
    page.goto("/admin/articles/article/add/")
    page.locator(".ProseMirror").click()
    return page


def pasted(page, text: str, kind: str = "text/html") -> str:
    """What is sent after pasting into an empty text."""
    page.evaluate(EMPTY)
    page.evaluate(PASTE, [kind, text])
    page.evaluate(STORE)
    return page.input_value("#id_body")


def test_texts_of_other_programs_keep_what_they_say(writing):
    wrong = {}
    for sample in samples("word", "others", "browser", "plain"):
        kind = "text/plain" if sample.name.startswith("plain") else "text/html"
        found = plainly(pasted(writing, sample.pasted, kind))
        if found != plainly(sample.expected):
            wrong[sample.name] = found
    assert wrong == {}, '\n'.join(f'{name}: {text}' for name, text in wrong.items())
    assert writing.visit.is_clean, writing.visit
