"""Paragraphs, items and cells of what any program calls so: each run of words in one block that a story knows."""

import re
from itertools import groupby

from articles.body import embeds, rules
from articles.body.tree import Element, new

KEPT = {"ul", "ol", "table", "thead", "tbody", "tr"}
HOLDERS = {"li", "td", "th", "blockquote", "figure"}
HEADINGS = {"h2", "h3", "h4"}
ATTRIBUTES = {
    "ol": ("start", "type"), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan"), "figure": ("data-image", "data-embed"),
    "li": ("id",),
}  # fmt: skip
#: What stands in a list or table; in a part of a table that is not named here, rows.
PARTS = {"ul": {"li"}, "ol": {"li"}, "table": {"thead", "tbody", "tfoot", "tr"}, "tr": {"td", "th"}}


def put_in_order(root: Element) -> None:
    """Everything in the root as blocks; a root of notes holds items already."""
    root.children = [*_with_lists(_blocks(root.empty(), ""))]
    for child in root.children:
        if isinstance(child, Element):
            child.parent = root


def _blocks(nodes: list, direction: str) -> list[Element]:
    found: list[Element] = []
    line: list = []

    def flush():
        nonlocal line
        found.extend(_paragraphs("p", line, direction))
        line = []

    for node in _spread(nodes):
        if isinstance(node, str) or not node.is_block:
            line.append(node)
        else:
            flush()
            found.extend(_block(node, direction))
    flush()
    return _quotations(found)


def _block(node: Element, around: str) -> list[Element]:
    direction = _direction(node) or around
    tag = node.tag
    if tag == "hr":
        return [new("hr")]
    if tag == "tfoot":
        tag = "tbody"
    if tag == "figure" and not (node.attrs.get("data-image") or embeds.card_address(node.attrs.get("data-embed"))):
        return _blocks(node.empty(), direction)
    if tag == "figcaption" and node.parent and node.parent.tag == "figure":
        return [new("figcaption").append(*node.empty())]
    if tag in KEPT:
        return _frame(node, tag, direction)
    if tag in HOLDERS or _is_box(node):
        made = Element(tag, _kept(node, tag) | _dir(node, direction if tag not in {"aside", "blockquote"} else ""))
        blocks = _blocks(node.empty(), "" if tag in {"li", "td", "th"} else direction)
        if tag in {"li", "td", "th"}:
            blocks = _with_lists(blocks) or [new("p")]
        return [made.append(*blocks)] if blocks or tag == "figure" else []
    if tag == "pre":
        return _paragraphs("p", _lines(node), direction)
    if tag in HEADINGS:
        return _paragraphs(tag, [*_inline(node)], direction)
    if tag == "p":
        quoted = node.says("class", rules.QUOTE_CLASS)
        made = _blocks(node.empty(), direction)
        return [_marked(block) for block in made] if quoted else made
    return _blocks(node.empty(), direction)


def _is_box(node: Element) -> bool:
    """Whether our own editor made the aside: what a page has beside its text says what it is by a class."""
    return node.tag == "aside" and not {*node.attrs} - {"dir"}


def _marked(block: Element) -> Element:
    block.attrs["class"] = "quoted"
    return block


def _quotations(blocks: list[Element]) -> list[Element]:
    """Paragraphs that a program's style calls a quotation, in one with those beside them."""
    found: list[Element] = []
    for is_quoted, run in groupby(blocks, lambda block: block.attrs.pop("class", "") == "quoted"):
        together = list(run)
        found += [new("blockquote", *together)] if is_quoted else together
    return found


def _frame(node: Element, tag: str, direction: str) -> list[Element]:
    """A list or table: what is no part of it stands before it."""
    parts = PARTS.get(tag, {"tr"})
    made, before = Element(tag, _kept(node, tag) | _dir(node, direction)), []
    for child in node.empty():
        if isinstance(child, Element) and child.tag in parts:
            made.append(*_block(child, ""))
        elif isinstance(child, Element) and child.is_block:
            before += _block(child, direction)
    return [*before, made] if made.children else before


def _kept(node: Element, tag: str) -> dict[str, str]:
    kept = {name: node.attrs[name] for name in ATTRIBUTES.get(tag, ()) if name in node.attrs}
    return {name: value for name, value in kept.items() if (name, value) != ("start", "1")}


def _direction(node: Element) -> str:
    """What the element says of its direction, where its letters do not say the same."""
    own = node.attrs.get("dir", "").lower()
    return own if own == "rtl" or (own == "ltr" and re.search(rules.RIGHT_TO_LEFT, node.text)) else ""


def _dir(node: Element, direction: str) -> dict[str, str]:
    return {"dir": direction} if direction and _direction(node) == direction else {}


def _spread(nodes: list) -> list:
    """The nodes, with formatting that goes over whole blocks put into each of them."""
    found: list = []
    for node in nodes:
        if isinstance(node, str) or node.is_block or not node.holds_blocks:
            found.append(node)
            continue
        for inner in _spread(node.empty()):
            if isinstance(inner, Element) and inner.is_block:
                inner.children = _wrapped(node, inner.empty(), inner)
                found.append(inner)
            else:
                found.append(Element(node.tag, dict(node.attrs)).append(inner))
    return found


def _wrapped(mark: Element, nodes: list, around: Element) -> list:
    children = []
    for node in _spread(nodes):
        if isinstance(node, Element) and node.is_block:
            node.children = _wrapped(mark, node.empty(), node)
            children.append(node)
        elif around.tag in KEPT:
            children.append(node)
        else:
            children.append(Element(mark.tag, dict(mark.attrs)).append(node))
    for child in children:
        if isinstance(child, Element):
            child.parent = around
    return children


def _inline(node: Element):
    """What stands in a heading, which holds no blocks: a space parts those that were in it."""
    for child in _spread(node.empty()):
        if isinstance(child, Element) and child.is_block:
            yield " "
            yield from _inline(child)
            yield " "
        else:
            yield child


def _lines(node: Element) -> list:
    """Text whose line ends were meant."""
    found: list = []
    for at, line in enumerate(node.text.strip("\n").split("\n")):
        found += [*([new("br")] if at else []), line]
    return found


def _paragraphs(tag: str, line: list, direction: str) -> list[Element]:
    """The line as blocks: two line breaks and more part paragraphs, and what is blank is dropped."""
    parts: list[list] = [[]]
    for node in line:
        if isinstance(node, Element) and node.tag == "br" and tag == "p" and _ends_with_break(parts[-1]):
            parts.append([])
        else:
            parts[-1].append(node)
    found = []
    for part in parts:
        block = Element(tag, {"dir": direction} if direction else {}).append(*part)
        _tidy(block)
        if block.text.strip(" \u00a0\n"):
            found.append(block)
    return found


def _ends_with_break(nodes: list) -> bool:
    for node in reversed(nodes):
        if isinstance(node, Element):
            return node.tag == "br"
        if node.strip(" \u00a0\t\n\r"):
            return False
    return False


def _tidy(block: Element) -> None:
    """One space for a run of them, none at the ends of a line; a no-break space stays where it stands alone."""
    last = "\n"  # what was written last; a line's start takes no space
    rest: list[tuple[Element, int]] = []

    def go(node: Element):
        nonlocal last
        for at, child in enumerate(node.children):
            if isinstance(child, Element):
                if child.tag == "br":
                    _strip_end(rest)
                    last = "\n"
                else:
                    go(child)
                continue
            text = re.sub(r"[ \t\n\r\f\u00a0]+", lambda run: run[0] if run[0] == "\u00a0" else " ", child)
            if last in " \u00a0\n":
                text = text.lstrip(" \u00a0") if last == "\n" else text.lstrip(" ")
            node.children[at] = text
            if text:
                last = text[-1]
                rest.append((node, at))

    go(block)
    _strip_end(rest)
    _drop_empty(block)


def _strip_end(rest: list[tuple[Element, int]]) -> None:
    while rest:
        node, at = rest.pop()
        node.children[at] = node.children[at].rstrip(" \u00a0")
        if node.children[at]:
            break
    rest.clear()


def _drop_empty(block: Element) -> None:
    """Formatting around nothing, and line breaks at the end."""
    for element in reversed(list(block.walk())):
        if element.tag != "br" and not element.text and not any(inner.tag == "br" for inner in element.walk()):
            element.replace_with()
    block.children = [child for child in block.children if child != ""]
    for end in (-1, 0):
        while block.children and isinstance(block.children[end], Element) and block.children[end].tag == "br":
            block.children.pop(end)


def _with_lists(blocks: list[Element]) -> list[Element]:
    """Paragraphs that begin with a bullet, or with numbers that go on, as the lists that they look like."""
    found: list[Element] = []
    at = 0
    while at < len(blocks):
        tag, length, start = _run(blocks, at)
        if not tag:
            found.append(blocks[at])
            at += 1
            continue
        made = Element(tag, {"start": start} if start not in {"", "1"} else {})
        for block in blocks[at : at + length]:
            _cut(block, rules.BULLET_START if tag == "ul" else rules.NUMBER_START)
            made.append(new("li", block))
        found.append(made)
        at += length
    return found


def _run(blocks: list[Element], at: int) -> tuple[str, int, str]:
    """Which list begins with the block, how many blocks long, and with which number."""
    end = at
    while end < len(blocks) and blocks[end].tag == "p" and re.match(rules.BULLET_START, blocks[end].text):
        end += 1
    if end > at:
        return "ul", end - at, ""
    numbers: list[int] = []
    while end < len(blocks) and blocks[end].tag == "p" and (found := re.match(rules.NUMBER_START, blocks[end].text)):
        if numbers and int(found[1]) != numbers[-1] + 1:
            break
        numbers.append(int(found[1]))
        end += 1
    return ("ol", len(numbers), str(numbers[0])) if len(numbers) > 1 else ("", 0, "")


def _cut(block: Element, pattern: str) -> None:
    """The block without the sign that it begins with, also where that stands in several pieces."""
    left = len(re.match(pattern, block.text)[0])
    for node in [block, *block.walk()]:
        for at, child in enumerate(node.children):
            if isinstance(child, str) and left:
                cut = min(left, len(child))
                node.children[at] = child[cut:]
                left -= cut
    _drop_empty(block)
