"""HTML of word processors and pages as a story has it: what colleagues were told is out, lists, headings and notes are such.

The editor's script does the same to what is pasted (newsroom/static/newsroom/admin/paste_*.js); one set of samples judges both.
Nothing here makes a text safe: the allow-list comes after it.
"""

import re

from articles.body import foreign_blocks, foreign_lists, foreign_notes, foreign_styles, rules, tree
from articles.body.addresses import address
from articles.body.tree import Element, new


def tidied(html: str, language: str = "") -> str:
    """The HTML with its structure in the tags that a story knows."""
    root = tree.parse(html)
    foreign_styles.read(root, html)
    _drop_what_is_gone(root)
    notes = foreign_notes.take_out(root)
    foreign_lists.put_in_order(root)
    _rank_headings(root)
    marks = rules.quotes(language, root.text)
    for part in (root, notes):
        _rewrite(part, marks)
        foreign_blocks.put_in_order(part)
    foreign_notes.put_at_end(root, notes)
    return tree.write(root)


def _drop_what_is_gone(root: Element) -> None:
    has_insertions = any(element.tag == "ins" for element in root.walk())
    for element in root.walk():
        was_deleted = element.tag == "del" and (has_insertions or {"cite", "datetime"} & element.attrs.keys())
        is_hidden = "hidden" in element.attrs or any(element.says("style", pattern) for pattern in rules.GONE_STYLES)
        if element.parent and (
            was_deleted or is_hidden or any(element.says("class", name) for name in rules.GONE_CLASSES)
        ):
            element.replace_with()


def _rank_headings(root: Element) -> None:
    """Headings on the levels that a story has, in their order: the levels that are there already stay where they can."""
    levels = [(element, level) for element in root.walk() if (level := _level(element)) is not None]
    ranks: dict[int, int] = {}
    for level in sorted({level for _, level in levels}):
        ranks[level] = min(4, max(2, level, *(rank + 1 for rank in ranks.values())))
    for lower, upper in reversed(list(zip(ranks, list(ranks)[1:], strict=False))):
        if ranks[lower] == ranks[upper] == 4 and 3 not in ranks.values():
            ranks[lower] = 3
    for element, level in levels:
        element.tag = f"h{ranks[level]}"


def _level(element: Element) -> int | None:
    if re.fullmatch("h[1-6]", element.tag):
        return int(element.tag[1])
    if element.attrs.get("role") == "heading" and element.is_block:
        return int(level) if re.fullmatch("[1-9]", level := element.attrs.get("aria-level", "2")) else 2
    return 0 if element.tag == "p" and element.says("class", rules.TITLE_CLASS) else None


def _rewrite(root: Element, quotes: tuple) -> None:
    """Formatting, links, quotations and embeds in the tags of a story, from the inside out."""
    for element in reversed(list(root.walk())):
        if element.tag == "q":
            _quote(element, quotes)
        elif element.tag == "img":
            alt = element.attrs.get("alt", "")
            element.replace_with(*([alt] if re.match(rules.EMOJI, alt) else []))
        elif element.tag in rules.EMBEDS:
            _link_to_embed(element)
        elif not element.is_block and element.tag not in {"br", "source"}:
            _format(element)


def _quote(element: Element, quotes: tuple) -> None:
    is_inner = sum(around.tag == "q" for around in element.around()) % 2
    start, end = quotes[2:] if is_inner else quotes[:2]
    is_marked = element.text.strip()[:1] in set('“„«"‘‚')
    inner = element.empty()
    if not is_marked:
        inner = [start, *inner, end]
    element.replace_with(*inner)


def _link_to_embed(element: Element) -> None:
    sources = [element, *(inner for inner in element.walk() if inner.tag == "source")]
    href = address(next((src for each in sources if (src := each.attrs.get("src") or each.attrs.get("data"))), ""))
    if href:
        element.replace_with(new("p", new("a", href, href=href)))
    else:
        element.replace_with()


def _format(element: Element) -> None:
    """The marks that tag and style give, around what stands in the element."""
    direction = _direction(element)
    inner = element.empty()
    if element.attrs.get("class") == "Apple-converted-space":
        inner = [" "]
    for name in _marks(element):
        inner = [new(name).append(*inner)]
    if element.tag == "a" and (href := address(element.attrs.get("href", ""))):
        kept = {"href": href} | (
            {"id": element.attrs["id"]} if element.attrs.get("id", "").startswith("note-ref-") else {}
        )
        inner = [Element("a", kept).append(*inner)]
    if direction:
        inner = [new("bdi", dir=direction).append(*inner)]
    element.replace_with(*inner)


def _marks(element: Element) -> list[str]:
    own = rules.MARKS.get(element.tag)
    if own and own in rules.TAKEN_BACK and element.says("style", rules.TAKEN_BACK[own]):
        own = None
    bold_by_itself = any(re.fullmatch("h[1-6]|th", around.tag) for around in element.around())
    marks = [name for name, pattern in rules.STYLES.items() if element.says("style", pattern)]
    marks = [name for name in marks if name != own and not (name == "strong" and bold_by_itself)]
    return [*([own] if own else []), *marks]


def _direction(element: Element) -> str:
    """The direction of words that run against those around them."""
    own = element.attrs.get("dir", "").lower()
    if own not in {"ltr", "rtl"} or not element.text.strip():
        return ""
    around = next((value for node in element.around() if (value := node.attrs.get("dir", "").lower())), "ltr")
    return own if own != around else ""
