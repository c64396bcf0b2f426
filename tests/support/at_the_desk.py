"""Somebody at the screen: starts at the desk, and clicks and types only what a person can see.

A walk with it proves that a screen can be used: a field that the page leaves hidden is not filled in, a button under something
else is not pressed. ``clicks`` and ``keys`` count what the hands did, so that a test can say how many are enough.
"""

import json
import re

from playwright.sync_api import ElementHandle, Error, Locator, Page
from playwright.sync_api import TimeoutError as TookTooLong

from tests.support.browser import log_in

#: How long somebody waits for what should be there.
PATIENCE = 8000
ROLES = [
    "button",
    "link",
    "textbox",
    "searchbox",
    "combobox",
    "checkbox",
    "radio",
    "spinbutton",
    "option",
    "tab",
    "menuitem",
]
PARTS = "section, nav, aside, fieldset, form, dialog, details, table, tr, li, article, [role=group], [role=dialog]"
HEADINGS = "h1, h2, h3, h4, legend, summary"
FIELDS = (
    "input:not([type=submit], [type=button], [type=file]), textarea, select, [contenteditable=true], [role=combobox]"
)
LONGEST_WAY = 200

#: The element that a person would point at: itself, or the label of a box that is drawn otherwise. Else a sentence: why not.
POINTED_AT = """async element => {
    const whyNot = part => {
        if (!part.isConnected) return "it is gone"
        if (part.closest("[inert]") || part.matches(":disabled")) return "it is switched off"
        if (!part.checkVisibility({opacityProperty: true, visibilityProperty: true})) return "it is hidden"
        const box = [...part.getClientRects()].find(box => box.width >= 4 && box.height >= 4)
        if (!box) return "it has no size"
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
        const top = document.elementFromPoint(x, y)
        if (!top) return "it is outside the window"
        const same = part.contains(top) || top.contains(part) && top.closest("label, a, button, summary")
        return same ? "" : `it is covered by <${top.tagName.toLowerCase()} class="${top.className}">`
    }
    const frame = () => new Promise(requestAnimationFrame)
    const parts = [element, ...(element.labels ?? [])]
    let why = ""
    for (const end = performance.now() + 2000; performance.now() < end; await frame()) {
        for (const part of parts) {
            const box = part.getBoundingClientRect()
            if (box.top < 0 || box.bottom > innerHeight) part.scrollIntoView({block: "center", behavior: "instant"})
            const reason = whyNot(part)
            if (!reason) return part
            why = why || reason
            if (reason === "it is gone") return reason
            // Scrolled under a bar, or out of a column that scrolls by itself: a person scrolls back to it.
            if (reason.startsWith("it is covered")) part.scrollIntoView({block: "center", behavior: "instant"})
        }
        await frame()
        if (parts.every(part => whyNot(part) === "it is switched off")) break
    }
    return why
}"""

HAS_FOCUS = """element => {
    const focused = document.activeElement
    return focused !== document.body && (element.contains(focused) || focused.contains(element))
}"""


def at_the_desk(page: Page, username: str) -> "Somebody":
    """Somebody of this account who is signed in and has the desk before them."""
    log_in(page, username)
    page.goto("/admin/")
    return Somebody(page)


class Somebody:
    """Whatever is named is found as a person finds it: by what stands on it, beside it or in it.

    ``within`` narrows it to a part of the page: a region, group, row or card of that name or with those words. A text may be
    a part of what stands there, when nothing is called exactly so.
    """

    def __init__(self, page: Page):
        self.page = page
        self.clicks = self.keys = 0

    # Looking --------------------------------------------------------------------------------------------------------

    def reads(self, text: str, within: str = "") -> str:
        """Waits until the words are seen; all that stands in that place."""
        found = self._root(within).get_by_text(text).filter(visible=True).first
        self._wait(found, text)
        found.scroll_into_view_if_needed()
        return found.inner_text()

    def sees(self, what: str, within: str = "") -> bool:
        """Whether it is there now, without waiting."""
        return any(found.count() for found in self._ways(what, self._root(within)))

    def value(self, what: str, within: str = "") -> str:
        """What stands in a field."""
        return self.look(what, within, only=FIELDS).input_value()

    def look(self, what: str, within: str = "", only: str = "") -> ElementHandle:
        """The one control or text of this name, which can be pointed at."""
        found = self._one(what, within, only).evaluate_handle(POINTED_AT)
        if not found.as_element() and found.json_value() == "it is gone":  # drawn anew under the hand
            found = self._one(what, within, only).evaluate_handle(POINTED_AT)
        element = found.as_element()
        assert element, f"“{what}” cannot be used at {self.page.url}: {found.json_value()}"
        return element

    # Doing ----------------------------------------------------------------------------------------------------------

    def click(self, what: str, within: str = "") -> None:
        try:
            self.look(what, within).click(timeout=PATIENCE)
        except Error as trouble:
            if "not attached" not in str(trouble):
                raise
            self.look(what, within).click(timeout=PATIENCE)  # drawn anew under the hand
        self.clicks += 1

    def follow(self, what: str, within: str = "") -> None:
        """Click on what leads to another page, and wait for it."""
        try:
            self._one(
                what, within
            )  # maybe on a page that is still coming, whose own end would count as what is waited for
            self.page.wait_for_load_state()
            with self.page.expect_navigation(timeout=PATIENCE):
                self.click(what, within)
        except TookTooLong:
            raise AssertionError(f"“{what}” leads nowhere from {self._here()}") from None

    def type(self, text: str, into: str = "", within: str = "", over: bool = False) -> None:
        """Letter by letter; ``into`` a field, which is clicked first. What stood in it stays, unless it is typed over."""
        if into:
            self._step_into(into, within)
        if over:
            self.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def press(self, keys: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(keys)
        self.keys += times

    def tab_to(self, what: str, within: str = "", back: bool = False) -> None:
        """By keyboard alone, key by key, until it has the focus."""
        wanted = self._one(what, within)
        for _ in range(LONGEST_WAY):
            if wanted.evaluate(HAS_FOCUS):
                return
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"The Tab key does not reach “{what}” at {self.page.url}")

    def choose(self, option: str, at: str, within: str = "") -> None:
        """In a list that drops down: one click opens it, one chooses."""
        self.look(at, within, only=FIELDS).select_option(label=option, timeout=PATIENCE)
        self.clicks += 2

    def find(self, typed: str, at: str, take: str = "", within: str = "") -> None:
        """In a field that searches while one types: click, type, click on what is found."""
        self.click(at, within)
        self.page.keyboard.type(typed)
        option = self.page.get_by_role("option").filter(has_text=take or typed, visible=True).first
        self._wait(option, take or typed)
        self.click(option.inner_text())

    def attach(self, files, by: str, within: str = "") -> None:
        """Choose files in the dialogue of the system that a button opens."""
        with self.page.expect_file_chooser() as chooser:
            self.click(by, within)
        chooser.value.set_files(files)

    def open_window(self, what: str, within: str = "") -> "Somebody":
        """Click on what opens a second window: the same hands in it."""
        with self.page.expect_popup() as opened:
            self.click(what, within)
        return Somebody(opened.value)

    def drag(self, what: str, to: str) -> None:
        """With the mouse, in steps, from the middle of one thing to the middle of another."""
        things = self.look(what), self.look(to)  # looking at the second may move the first
        start, end = (thing.bounding_box() for thing in things)
        self.page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
        self.page.mouse.up()
        self.clicks += 1

    # How ------------------------------------------------------------------------------------------------------------

    def _step_into(self, field: str, within: str) -> None:
        element = self.look(field, within, only=FIELDS)
        if not element.evaluate("element => element === document.activeElement"):
            # A browser's own date is a row of small fields: whoever types a whole one begins with the first.
            is_parted = element.evaluate("element => ['date', 'time'].includes(element.type)")
            element.click(timeout=PATIENCE, position={"x": 12, "y": 12} if is_parted else None)
            self.clicks += 1

    def _root(self, within: str) -> Page | Locator:
        if not within:
            return self.page
        exactly = re.compile(rf"^\s*{re.escape(within)}\s*$")
        parts, labelled = self.page.locator(PARTS), self.page.locator(f"[aria-label={json.dumps(within)}]")
        headed = parts.filter(has=self.page.locator(HEADINGS).filter(has_text=exactly))
        for found in (parts.and_(labelled), headed, parts.filter(has_text=within)):
            if (seen := found.filter(visible=True)).count():
                return seen.last  # the innermost
        raise AssertionError(f"Nobody sees a part “{within}” at {self.page.url}")

    def _one(self, what: str, within: str, only: str = "") -> Locator:
        root = self._root(within)
        ways = self._ways(what, root)
        if only:
            ways = [way.and_(self.page.locator(only)) for way in ways]
        self.page.wait_for_load_state("domcontentloaded")  # half a page answers by half a button
        found = next((way for way in ways if way.count()), None)
        if found is None:
            self._wait(self._any(ways).first, what)
            found = next(way for way in ways if way.count())
        here = found.evaluate_all("parts => parts.map(part => part.href || part.outerHTML.slice(0, 120))")
        lead_to_one = here[0].startswith("http") and len(set(here)) == 1
        is_clear = len(here) == 1 or lead_to_one
        assert is_clear, f"“{what}” is there {len(here)} times at {self.page.url}, say within what: {here}"
        return found.first

    def _ways(self, what: str, root: Page | Locator) -> list[Locator]:
        """From the surest to the widest."""
        ways = []
        folds = root.locator("summary")
        for exact in (True, False):
            text = re.compile(rf"^\s*{re.escape(what)}:?\s*$" if exact else re.escape(what))
            controls = [root.get_by_role(role, name=text) for role in ROLES]
            ways.append(self._any([*controls, folds.filter(has_text=text)]))
            ways.append(root.get_by_label(text))
            ways.append(root.get_by_text(text))
        return [way.filter(visible=True) for way in ways]

    @staticmethod
    def _any(locators) -> Locator:
        first, *others = locators
        for other in others:
            first = first.or_(other)
        return first

    def _wait(self, locator: Locator, what: str) -> None:
        try:
            locator.wait_for(timeout=PATIENCE)
        except TookTooLong:
            raise AssertionError(f"Nobody sees “{what}” at {self._here()}") from None

    def _here(self) -> str:
        return f"{self.page.url}, where this stands:\n{self.page.locator('#content, body').first.inner_text()[:1500]}"
