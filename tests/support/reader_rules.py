"""What every reader's page keeps to, as questions to the page that stands in the browser. Each answers with what is wrong."""

from playwright.sync_api import Page

import messages

#: What stays behind in the browser of somebody who has read a page.
TRACES = """async () => ({
    local: localStorage.length, session: sessionStorage.length, cookie: document.cookie,
    databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
#: What has to be pushed aside to be read, and what of the page makes it so wide.
SIDEWAYS = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")].filter(part => part.getBoundingClientRect().right > innerWidth + 0.5)
        .slice(0, 5).map(part => `${part.tagName}.${part.className}`)"""
#: What can be pressed and is lower or narrower than a fingertip; words within a sentence are as high as their line.
SMALL = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, textarea")]
    .filter(part => {
        const {width, height} = part.getBoundingClientRect()
        return width && height && (width < 24 || height < 24) && getComputedStyle(part).display !== "inline" &&
            !(part.matches("[type=checkbox], [type=radio]") && part.closest("label")) && !part.closest(".unseen")
    }).map(part => `${part.tagName}.${part.className} ${part.textContent.trim().slice(0, 20)}`)"""
MOVING = """() => [...document.querySelectorAll("*")].map(part => [part, getComputedStyle(part)])
    .filter(([, style]) => style.animationName !== "none" || style.transitionDuration !== "0s" ||
        style.scrollBehavior === "smooth")
    .map(([part]) => `${part.tagName}.${part.className}`)"""
#: Boxes that a shade alone sets apart: with the colours of the reader's own they would be no boxes.
SHADES_ALONE = """() => {
    const paper = ["rgba(0, 0, 0, 0)", getComputedStyle(document.documentElement).backgroundColor]
    const edge = style => ["Top", "Right", "Bottom", "Left"].some(side => parseFloat(style[`border${side}Width`]) > 0)
    return [...document.querySelectorAll("body *:not(img, mark, .skip, svg *, [aria-hidden=true])")].filter(part => {
        const style = getComputedStyle(part)
        return style.display !== "inline" && part.getClientRects().length && !edge(style) &&
            !paper.includes(style.backgroundColor) &&
            style.backgroundColor !== getComputedStyle(part.parentElement).backgroundColor
    }).map(part => `${part.tagName}.${part.className}`)
}"""
#: With the reader's own colours: a field or a button without an edge is not seen, nor is a drawing in a colour of ours.
UNSEEN = """() => [
    ...[...document.querySelectorAll("input:not([type=hidden], [type=checkbox], [type=radio]), select, button")].filter(part =>
        part.getClientRects().length && !parseFloat(getComputedStyle(part).borderTopWidth)),
    ...[...document.querySelectorAll("svg")].filter(part => part.getClientRects().length &&
        ![getComputedStyle(part).stroke, getComputedStyle(part).fill].includes(getComputedStyle(part).color) &&
        !part.querySelector("[class]")),
].map(part => `${part.tagName}.${part.className}`)"""
#: In how many lines times stand, and how headlines are broken: each answer once.
LINES_OF_DATES = (
    "() => [...new Set([...document.querySelectorAll('main time')].map(one => one.getClientRects().length))]"
)
WAYS_OF_HEADLINES = """() => [...new Set([...document.querySelectorAll('main :is(h1, h2, h3, .headline)')]
    .map(one => getComputedStyle(one)).map(style => `${style.hyphens} ${style.overflowWrap}`))]"""
#: What a screen reader says beside the text, each with the language in which it will say it.
NAMES = """() => ["aria-label", "alt", "title", "placeholder", "aria-description"].flatMap(name =>
    [...document.querySelectorAll(`[${name}]:not([${name}=""])`)]
        .map(part => [part.closest("[lang]").lang, part.getAttribute(name)]))"""

#: All that the keyboard stops at, in the order in which it stands on the page: its number among all parts.
IN_ORDER = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, textarea")]
    .filter(part => part.tabIndex >= 0 && part.checkVisibility())
    .map(part => [...document.querySelectorAll("*")].indexOf(part))"""
FOCUSED = """() => {
    const part = document.activeElement
    if (part === document.body) return null
    const {outlineStyle, outlineWidth} = getComputedStyle(part)
    return {
        place: [...document.querySelectorAll("*")].indexOf(part), name: part.textContent.trim(),
        outline: outlineStyle === "none" ? 0 : parseFloat(outlineWidth),
    }
}"""
#: On paper nothing can be pressed.
PRESSED = """() => [...document.querySelectorAll("nav, form, button, summary, .feed-link, .skip")]
    .filter(part => part.checkVisibility()).map(part => `${part.tagName}.${part.className}`)"""

#: The first screen of a phone is 844 px high.
HIGHEST_MASTHEAD = 0.12 * 844


def traces(page: Page) -> dict:
    return {what: found for what, found in page.evaluate(TRACES).items() if found}


def broken_dates(page: Page) -> list[int]:
    return [lines for lines in page.evaluate(LINES_OF_DATES) if lines > 1]


def broken_headlines(page: Page) -> list[str]:
    return [way for way in page.evaluate(WAYS_OF_HEADLINES) if way != "auto break-word"]


def high_masthead(page: Page) -> list[float]:
    heights = [part.bounding_box()["height"] for part in page.locator("header.masthead").all()]
    return [height for height in heights if height > HIGHEST_MASTHEAD]


def english_names(page: Page) -> list[str]:
    """Names that are said in English on a page, or in a part of one, that speaks another language."""
    return [said for language, said in page.evaluate(NAMES) if language != "en" and said in _english_texts()]


def _english_texts() -> set[str]:
    """What the site says in English, of which it has another wording in Russian."""
    catalogue = messages.read(messages.ROOT / "locale" / "ru" / "LC_MESSAGES" / "django.po")
    return {message.id for message in catalogue if isinstance(message.id, str) and message.string != message.id}
