"""HTML of word processors and pages as a story has it: what colleagues were told is out, lists, headings and notes are such.

The editor's script does the same to what is pasted (newsroom/static/newsroom/admin/paste_*.js); one set of samples judges both.
Nothing here makes a text safe: the allow-list comes after it.
"""

import re

from articles.body import embeds, foreign_blocks, foreign_lists, foreign_notes, foreign_styles, rules, tree
from articles.body.addresses import address
from articles.body.tree import Element, new

#: A text of more tags is no work of a person; it gets the allow-list alone.
MOST_TAGS = 100_000


def tidied(html: str, language: str = "") -> str:
    """The HTML with its structure in the tags that a story knows."""
    if html.count("<") > MOST_TAGS:
        return html
    root = tree.parse(embeds.with_frames(html))
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
    for element in [root, *root.walk()]:
        element.children = [child for child in element.children if not _is_gone(child, has_insertions)]


def _is_gone(node: Element | str, has_insertions: bool) -> bool:
    if isinstance(node, str):
        return False
    was_deleted = node.tag == "del" and (has_insertions or {"cite", "datetime"} & node.attrs.keys())
    is_hidden = "hidden" in node.attrs or any(node.says("style", pattern) for pattern in rules.GONE_STYLES)
    return bool(was_deleted or is_hidden or any(node.says("class", name) for name in rules.GONE_CLASSES))


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


def _rewrite(element: Element, quotes: tuple) -> None:
    """Formatting, links, quotations and embeds in the tags of a story, from the inside out."""
    children: list = []
    for child in element.children:
        if isinstance(child, Element):
            _rewrite(child, quotes)
            children += _in_our_tags(child, quotes)
        else:
            children.append(child)
    element.children = []
    element.append(*children)


def _in_our_tags(element: Element, quotes: tuple) -> list:
    """What stands in the place of an element whose content is rewritten already."""
    if element.tag == "q":
        return _quoted(element, quotes)
    if element.tag == "img":
        alt = element.attrs.get("alt", "")
        return [alt] if re.match(rules.EMOJI, alt) else []
    if card := _card_of(element):
        return card
    if element.tag in rules.EMBEDS:
        return _link_to_embed(element)
    return [element] if element.is_block or element.tag in {"br", "source"} else _formatted(element)


def _quoted(element: Element, quotes: tuple) -> list:
    is_inner = sum(around.tag == "q" for around in element.around()) % 2
    start, end = quotes[2:] if is_inner else quotes[:2]
    is_marked = element.text.strip()[:1] in set('“„«"‘‚')
    return element.empty() if is_marked else [start, *element.empty(), end]


def _card_of(element: Element) -> list:
    """The card of what another site would show here; the words that stand in it stay, but for those that only lead there."""
    href = embeds.held_in(element.tag, element.attrs)
    if not href:
        return []
    title = embeds.title_of_frame(element.attrs.get("title"))
    if element.tag == "blockquote" and (found := re.search(embeds.INSTAGRAM_TITLE, element.text)):
        title = found[0].strip()
    card = Element("figure", {"data-embed": href}).append(*([new("figcaption", title)] if title else []))
    return [card, *element.empty()] if element.tag == "div" else [card]


def _link_to_embed(element: Element) -> list:
    sources = [element, *(inner for inner in element.walk() if inner.tag == "source")]
    href = address(next((src for each in sources if (src := each.attrs.get("src") or each.attrs.get("data"))), ""))
    return [new("p", new("a", href, href=href))] if href else []


def _formatted(element: Element) -> list:
    """The marks that tag and style give, around what stands in the element."""
    direction = _direction(element)
    inner = element.empty()
    if element.attrs.get("class") == "Apple-converted-space":
        inner = [" "]
    for name in _marks(element):
        inner = [new(name, *inner)]
    if element.tag == "a" and (href := address(element.attrs.get("href", ""))):
        is_note = element.attrs.get("id", "").startswith("note-ref-")
        kept = {"href": href} | ({"id": element.attrs["id"]} if is_note else {})
        inner = [Element("a", kept).append(*inner)]
    if "data-note" in element.attrs:
        inner = [Element("mark", dict(element.attrs)).append(*inner)]
    return [new("bdi", *inner, dir=direction)] if direction else inner


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
