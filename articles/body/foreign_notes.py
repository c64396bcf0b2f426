"""Footnotes and endnotes: two places that lead to one another are a number in a sentence and its note.

They become a numbered list at the end, with links to and fro: <a href="#note-1" id="note-ref-1"><sup>1</sup></a> and
<li id="note-1">. Comments that an export prints as such notes go with their signs.
"""

import re
from collections import Counter

from articles.body import rules
from articles.body.tree import Element, new

#: Notes of one text; those beyond keep their words where they stand.
MOST = 1_000


def take_out(root: Element) -> Element:
    """The notes as items, taken out of the text, in which their numbers stand instead."""
    notes = new("body")
    pairs = _pairs(root)[:MOST]
    holders = _holders(pairs)
    for number, target in enumerate(dict.fromkeys(target for _, target in pairs), 1):
        item = new("li", id=f"note-{number}")
        references = [link for link, to in pairs if to is target]
        is_comment = re.search(rules.COMMENT_ANCHOR, _name(target), re.IGNORECASE)
        _move(target, item, references, holders)
        for link in references:
            _number(link, "" if is_comment else str(number), is_first=link is references[0])
        if not is_comment:
            notes.append(item)
    return _numbered(root, notes)


def _holders(pairs: list) -> Counter:
    """How many of the links and notes each element holds, itself among them."""
    ends = dict.fromkeys(end for pair in pairs for end in pair)
    return Counter(node for end in ends for node in [end, *end.around()])


def put_at_end(root: Element, notes: Element) -> None:
    items = [child for child in notes.children if isinstance(child, Element)]
    for item in items:
        paragraphs = [child for child in item.children if isinstance(child, Element)]
        last = paragraphs[-1] if paragraphs and paragraphs[-1].tag == "p" else new("p")
        if last.parent is None:
            item.append(last)
        back = new("a", "↑", href="#note-ref-" + item.attrs["id"].removeprefix("note-"))
        last.append(*([" "] if last.children else []), back)
    if items:
        root.append(new("ol").append(*items))


def _name(element: Element) -> str:
    return element.attrs.get("id") or element.attrs.get("name") or ""


def _pairs(root: Element) -> list[tuple[Element, Element]]:
    """(link in the text, anchor of its note) wherever the note leads back to the link."""
    order = {element: at for at, element in enumerate(root.walk())}
    anchors: dict[str, Element] = {}
    for element in order:
        for name in ("id", "name"):
            if element.attrs.get(name):
                anchors.setdefault(element.attrs[name], element)
    links = {
        element: anchors[name]
        for element in order
        if element.tag == "a" and (name := element.attrs.get("href", "").partition("#")[2]) in anchors
    }
    onward = [(link, target) for link, target in links.items() if order[target] > order[link]]
    scopes = {target: _scope(target) for _, target in onward}
    backs = {scope: _places_led_back_to(scope, links) for scope in dict.fromkeys(scopes.values())}
    firsts = {target for link, target in onward if _leads_back(link, *backs[scopes[target]])}
    return _apart([(link, target) for link, target in onward if target in firsts])


def _apart(pairs: list) -> list:
    """Those whose note stands in a block of its own: where it shares one, the words of the block stay where they are."""
    scopes = {target: _scope(target) for _, target in pairs}
    held = Counter(node for target in scopes for node in [target, *target.around()])
    shared = {target for target, scope in scopes.items() if held[scope] > 1}
    shared |= {target for link, target in pairs if scopes[target] in link.around()}
    return [(link, target) for link, target in pairs if target not in shared]


def _places_led_back_to(scope: Element, links: dict) -> tuple[set, set]:
    """What the links of a block lead to, and what that stands in."""
    found = {links[inner] for inner in scope.walk() if inner in links}
    return found, {anchor.parent for anchor in found}


def _leads_back(link: Element, anchors: set, around: set) -> bool:
    """Whether one of the anchors is the link, around it, in it, or beside it."""
    return link.parent in around or not anchors.isdisjoint([link, *list(link.around())[:3], *link.walk()])


def _scope(target: Element) -> Element:
    """The paragraph or item in which a note begins."""
    return target if target.is_block else next(node for node in target.around() if node.is_block or node.tag == "body")


def _move(target: Element, item: Element, references: list, holders: Counter) -> None:
    """The whole note into the item: the largest element around its anchor that holds nothing else's."""
    block = _scope(target)
    while block.parent and block.parent.tag not in {"body", "ol", "ul"} and holders[block.parent] == 1:
        block = block.parent
    near = {node for link in references for node in [link, *list(link.around())[:3], *link.walk()]}
    near |= {node for parent in {link.parent for link in references} for node in _children(parent)}
    names = {name for node in near for name in (node.attrs.get("id"), node.attrs.get("name")) if name}
    for inner in [*block.walk()]:
        leads_back = inner.attrs.get("href", "").partition("#")[2] in names
        if inner.parent and (leads_back or inner.tag == "hr" or inner.says("class", rules.BACK_CLASS)):
            inner.replace_with()
    around = block.parent
    block.replace_with()
    item.append(*(block.empty() if block.tag in {"li", "p", "div", "section", "aside", "td"} else [block]))
    _trim_start(item)
    _remove_if_empty(around)


def _children(element: Element | None) -> list[Element]:
    return [node for node in element.children if isinstance(node, Element)] if element else []


def _trim_start(item: Element) -> None:
    """Without the bracket or full stop that stood around the number."""
    for node in [item, *item.walk()]:
        for at, child in enumerate(node.children):
            if isinstance(child, str) and child.strip("\u00a0 \n\t"):
                node.children[at] = re.sub(r"^[\s\u00a0]*(?:\[\]|\(\)|[\]).:])?[\s\u00a0]*", "", child)
                return


def _remove_if_empty(element: Element | None) -> None:
    """The frame of the notes, and the rule above them."""
    while element and element.tag != "body" and not element.text.strip():
        around = element.parent
        element.replace_with()
        element = around


def _number(link: Element, number: str, is_first: bool) -> None:
    """The number of a note in the place of the link, of the brackets around it and of what raised it."""
    place = link
    while (
        place.parent
        and place.parent.tag != "body"
        and not place.parent.is_block
        and re.sub(r"[\s\[\]()]", "", place.parent.text) == re.sub(r"[\s\[\]()]", "", link.text)
    ):
        place = place.parent
    if not number:
        place.replace_with()
        return
    attrs = {"href": f"#note-{number}"} | ({"id": f"note-ref-{number}"} if is_first else {})
    place.replace_with(Element("a", attrs).append(new("sup", number)))


def _numbered(root: Element, notes: Element) -> Element:
    """Numbers from 1 without gaps, as comments may have taken some; the rule above the notes goes with them."""
    names = {}
    for number, item in enumerate(notes.children, 1):
        names[item.attrs["id"].removeprefix("note-")] = str(number)
        item.attrs["id"] = f"note-{number}"
    for element in root.walk():
        old = re.fullmatch(r"#note-(\d+)", element.attrs.get("href", "")) if element.tag == "a" else None
        if old and old[1] in names:
            number = names[old[1]]
            element.attrs["href"] = f"#note-{number}"
            if "id" in element.attrs:
                element.attrs["id"] = f"note-ref-{number}"
            element.empty()
            element.append(new("sup", number))
    if notes.children:
        while root.children and (last := root.children[-1]) and _is_nothing(last):
            root.children.pop()
    return notes


def _is_nothing(node) -> bool:
    return not node.strip() if isinstance(node, str) else node.tag in {"hr", "br"}
