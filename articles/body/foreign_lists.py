"""Lists as word processors write them: paragraphs with a number, pieces of one item, lists beside the item they belong to."""

import re

from articles.body import rules
from articles.body.tree import Element, new

LISTS = {"ul", "ol"}
ITEMS = {"p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6"}


def put_in_order(root: Element) -> None:
    _from_paragraphs(root)
    _from_pieces(root)
    for element in list(root.walk()):
        if element.tag == "li" and element.parent.tag not in LISTS:
            _lonely(element)
    for element in list(root.walk()):
        if element.tag in LISTS:
            _into_items(element)
        if element.tag == "ol":
            _say_what_counts(element)


def _from_paragraphs(root: Element) -> None:
    """Word: each item is a paragraph that says its list and level, and holds its own number."""
    run: list[tuple] = []
    for element in list(root.walk()):
        level = _level(element) if element.parent and element.tag in ITEMS else None
        if level is None:
            continue
        marker = _take_marker(element)
        if element.tag[0] == "h":
            element.children.insert(0, f"{marker} " if marker and _is_number(marker) else "")
        elif element.tag != "li":
            if run and not _follows(run[-1][0], element):
                _build(run)
                run = []
            run.append((element, level, marker))
    _build(run)


def _level(element: Element) -> int | None:
    """On which level the paragraph is an item; None where it is none."""
    if stated := element.says("style", rules.WORD_LIST):
        return int(stated[1])
    if not element.says("class", rules.LOOSE_LIST_CLASS) or not any(map(_is_loose_marker, element.walk())):
        return None
    margin = element.says("style", rules.MARGIN)
    return max(1, round(float(margin[1]) / {"pt": 36, "cm": 1.27, "in": 0.5}[margin[2].lower()])) if margin else 1


def _is_loose_marker(element: Element) -> bool:
    """A sign and the gap after it, which a program writes without saying that it is one."""
    inner = [child for child in element.children if isinstance(child, Element)]
    return len(element.text.strip()) < 6 and any(child.says("style", rules.LOOSE_GAP) for child in inner)


def _take_marker(element: Element) -> str:
    for inner in element.walk():
        if inner.says("style", rules.WORD_MARKER) or _is_loose_marker(inner):
            text = inner.text.replace("\u00a0", " ").strip()
            inner.replace_with()
            return text
    return ""


def _follows(first: Element, second: Element) -> bool:
    """Whether nothing but white space stands between the two."""
    if first.parent is not second.parent:
        return False
    siblings = first.parent.children
    between = siblings[siblings.index(first) + 1 : siblings.index(second)]
    return not any(node.strip() if isinstance(node, str) else True for node in between)


def _is_number(marker: str) -> bool:
    return bool(re.match(rules.NUMBER, marker))


def _start(marker: str) -> str:
    number = re.fullmatch(r"[(\[]?([0-9]{1,3})[.)\]]?", marker)
    return number[1] if number and int(number[1]) > 1 else ""


def _kind(marker: str) -> str:
    """The sign that an ordered list counts with, where it is no number."""
    sign = marker.strip("()[].")
    return sign if sign in {"a", "A", "i", "I"} else ""


def _build(run: list[tuple]) -> None:
    """Nested lists in the place of paragraphs: (paragraph, level, marker) of each."""
    if not run:
        return
    rows = [
        (level, "ol" if _is_number(marker) else "ul", _start(marker), _kind(marker), paragraph.empty())
        for paragraph, level, marker in run
    ]
    run[0][0].replace_with(*_nested(rows))
    for paragraph, *_ in run[1:]:
        paragraph.replace_with()


def _nested(rows: list[tuple]) -> list[Element]:
    """Lists of rows (level, tag, start, kind, content)."""
    lists: list[Element] = []
    open_lists: list[tuple[int, Element]] = []
    for level, tag, start, kind, content in rows:
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        if open_lists and open_lists[-1][0] == level and open_lists[-1][1].tag != tag:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            made = Element(tag, ({"start": start} if start else {}) | ({"type": kind} if kind else {}))
            if open_lists:
                open_lists[-1][1].children[-1].append(made)
            else:
                lists.append(made)
            open_lists.append((level, made))
        open_lists[-1][1].append(new("li").append(*content))
    return lists


def _from_pieces(root: Element) -> None:
    """Word Online: each item is a list of its own that says its level."""
    for wrapper in list(root.walk()):
        if wrapper.tag == "div" and wrapper.says("class", r"ListContainerWrapper"):
            wrapper.replace_with(*wrapper.empty())
    run: list[Element] = []
    for element in list(root.walk()):
        if element.tag not in LISTS or not element.parent or not _says_levels(element):
            continue
        if run and not _follows(run[-1], element):
            _join(run)
            run = []
        run.append(element)
    _join(run)


def _says_levels(element: Element) -> bool:
    items = [child for child in element.children if isinstance(child, Element)]
    return bool(items) and all(item.tag == "li" and "data-aria-level" in item.attrs for item in items)


def _join(run: list[Element]) -> None:
    if not run:
        return
    rows = []
    for each in run:
        start = each.attrs.get("start", "")
        for item in each.empty():
            if isinstance(item, Element):
                level = item.attrs["data-aria-level"]
                rows.append(
                    (int(level) if level.isdigit() else 1, each.tag, start if start != "1" else "", "", item.empty())
                )
    run[0].replace_with(*_nested(rows))
    for each in run[1:]:
        each.replace_with()


def _lonely(item: Element) -> None:
    """An item that was copied without its list, in one with those before it."""
    siblings = item.parent.children
    before = [node for node in siblings[: siblings.index(item)] if isinstance(node, Element) or node.strip()]
    if before and isinstance(before[-1], Element) and before[-1].attrs.get("class") == "made-here":
        item.replace_with()
        before[-1].append(item)
    else:
        made = Element("ul", {"class": "made-here"})
        item.replace_with(made)
        made.append(item)


def _say_what_counts(element: Element) -> None:
    first = next((child for child in element.children if isinstance(child, Element)), element)
    for sign, pattern in rules.COUNTS.items():
        if element.says("style", pattern) or first.says("style", pattern):
            element.attrs.setdefault("type", sign)


def _into_items(element: Element) -> None:
    """A list holds items alone: what stands between them belongs to the item before."""
    children = element.empty()
    for child in children:
        if isinstance(child, Element) and child.tag == "li":
            element.append(child)
        elif isinstance(child, Element) or child.strip():
            if not element.children:
                element.append(new("li"))
            element.children[-1].append(child)
