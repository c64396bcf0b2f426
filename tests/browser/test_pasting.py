"""Pasting from other programs into the text of a story, by real paste events: what the writer sees and what is sent."""

from articles.models import Article
from tests.factories import make_section, picture_bytes
from tests.support.browser import save
from tests.support.pasted import plainly, samples

PASTE = """([kind, text]) => {
    const data = new DataTransfer();
    data.setData(kind, text);
    const paste = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
    document.querySelector('.ProseMirror').dispatchEvent(paste);
}"""
EMPTY = "document.querySelector('#id_body').dispatchEvent(new CustomEvent('story-editor:set', {detail: ''}))"
STORE = "document.querySelector('.prose-editor').dispatchEvent(new Event('focusout'))"


#: A picture from the clipboard or the desktop, as a file of the event.
FILE = """([name, data, type]) => {
    const holder = new DataTransfer();
    holder.items.add(new File([Uint8Array.from(data)], 'map', {type}));
    const text = document.querySelector('.ProseMirror');
    const { x, y } = text.getBoundingClientRect();
    const place = {bubbles: true, cancelable: true, clientX: x + 10, clientY: y + 30};
    const event = name === 'paste' ? new ClipboardEvent(name, {clipboardData: holder, ...place})
        : new DragEvent(name, {dataTransfer: holder, ...place});
    text.dispatchEvent(event);
    return event.defaultPrevented;
}"""


def pasted(page, text: str, kind: str = "text/html") -> str:
    """What is sent after pasting into an empty text."""
    page.evaluate(EMPTY)
    page.evaluate(PASTE, [kind, text])
    page.evaluate(STORE)
    return page.input_value("#id_body")


def test_texts_of_other_programs_keep_what_they_say(writing):
    wrong = {}
    for sample in samples("word", "others", "embeds", "browser", "plain"):
        kind = "text/plain" if sample.name.startswith("plain") else "text/html"
        found = plainly(pasted(writing, sample.pasted, kind))
        if found != plainly(sample.expected):
            wrong[sample.name] = found
        if not writing.visit.is_clean:
            wrong[sample.name] = f"the page refused {writing.visit}"
            break
    assert wrong == {}, "\n".join(f"{name}: {text}" for name, text in wrong.items())
    assert writing.visit.is_clean, writing.visit
    # Many beginnings of a style sheet without an end: each of them is looked at once.
    assert plainly(pasted(writing, f"<p>Held</p>{'<style ' * 200_000}")) == "<p>Held</p>"


def notice(page) -> str:
    return page.locator(".paste-notice > span").first.inner_text() if page.locator(".paste-notice").is_visible() else ""


def test_what_was_left_out_is_said_and_can_be_undone(writing):
    page = writing
    page.evaluate(EMPTY)
    page.keyboard.type("Mine. ")
    page.evaluate(PASTE, ["text/html", '<p>Before <img src="data:image/png;base64,x" alt="Map"> after</p>'])
    assert notice(page) == "Left out: pictures (add each as a file)."
    page.get_by_role("button", name="Undo", exact=True).last.click()
    assert page.locator(".ProseMirror").inner_text().strip() == "Mine."
    assert notice(page) == ""

    comment = '<p>He was <del cite="x">tortured</del> beaten.<span class=MsoCommentReference>[1]</span></p>'
    page.evaluate(PASTE, ["text/html", comment])
    assert notice(page) == "Left out: deleted words and comments."
    page.keyboard.type("More")
    assert page.locator(".paste-actions button").all_inner_texts() == ["Close"]  # it is no longer the last step
    page.click(".paste-dismiss")
    assert notice(page) == ""

    assert pasted(page, '<video src="https://video.example/1.mp4"></video>').startswith(
        '<p><a href="https://video.example/1.mp4"'
    )
    assert notice(page) == "What was embedded is a link to its address."
    frame = '<iframe src="https://www.youtube.com/embed/aQ1bC2dE3fG" title="YouTube video player"></iframe>'
    card = '<figure data-embed="https://www.youtube.com/watch?v=aQ1bC2dE3fG"></figure>'
    assert pasted(page, frame).startswith(card)
    assert notice(page) == "What was embedded is a card: say in it what it shows."
    assert pasted(page, frame, "text/plain").startswith(card)
    assert pasted(page, "<p>Plain</p>") == "<p>Plain</p>"
    assert pasted(page, "of the blog-\nger and\nothers", "text/plain") == "<p>of the blogger and others</p>"
    page.get_by_role("button", name="Keep the lines").click()
    page.evaluate(STORE)
    assert page.input_value("#id_body") == "<p>of the blog-</p><p>ger and</p><p>others</p>"
    assert page.visit.is_clean, page.visit


def test_pasted_notes_go_to_the_end_and_readers_are_led_to_and_fro(writing):
    page = writing
    make_section("Human Rights")
    page.reload()
    page.fill("#id_title", "A note")
    note = (
        '<p>Held{0}.<a href="#_ftn1" name="_ftnref1">[1]</a></p>'
        '<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Of {0}</p></div>'
    )
    page.locator(".ProseMirror").click()
    for number in ("1", "2"):
        page.evaluate(PASTE, ["text/html", note.format(number)])
        page.keyboard.press("Enter")
    page.evaluate(PASTE, ["text/html", '<p dir="rtl">قالت: "لا!" (2026).</p>'])
    page.evaluate(STORE)
    save(page)
    story = Article.objects.get()
    assert story.body.count('id="note-2"') == story.body.count('href="#note-2"') == 1
    assert story.body.endswith("</ol>")
    assert story.body.count("<ol>") == 1
    assert '<p dir="rtl">' in story.body


def test_a_picture_that_is_pasted_or_dropped_goes_to_the_library(writing):
    page = writing
    for event in ("paste", "drop"):
        assert page.evaluate(FILE, [event, list(picture_bytes()), "image/png"])
        page.locator("#choose-file").wait_for()
        page.wait_for_function("document.querySelector('#choose-file')?.files.length === 1")
        assert page.locator("#choose-alt").is_visible()
        page.click(".choose-close")
    assert page.evaluate(FILE, ["drop", [1, 2], "application/msword"])
    assert "Only pictures" in notice(page)


def test_a_link_is_mended_or_refused_while_it_is_made(writing):
    page = writing
    page.evaluate(EMPTY)
    page.locator(".ProseMirror").click()
    page.keyboard.type("Read it")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    dialog = page.locator(".prose-editor-dialog")
    for wrong in ("javascript:alert(1)", "data:text/html,x", "nowhere", ""):
        dialog.locator("[name=href]").fill(wrong)
        dialog.locator("[type=submit]").click()
        assert "leads nowhere" in dialog.get_by_role("alert").inner_text()
    dialog.locator("[name=href]").fill("example.org/my file.pdf")
    page.keyboard.press("Enter")
    dialog.wait_for(state="detached")
    page.evaluate(STORE)
    assert page.input_value("#id_body") == '<p><a href="https://example.org/my%20file.pdf">Read it</a></p>'

    page.evaluate(EMPTY)
    page.locator(".ProseMirror").click()
    page.keyboard.type("The end.It was (see https://example.org/x). By desk@example.org, www.example.org ok")
    page.evaluate(STORE)
    assert page.input_value("#id_body") == (
        '<p>The end.It was (see <a href="https://example.org/x">https://example.org/x</a>). By '
        '<a href="mailto:desk@example.org">desk@example.org</a>, <a href="https://www.example.org">www.example.org</a> ok</p>'
    )
    assert page.visit.is_clean, page.visit
