"""What a style sheet on the clipboard says of a class, said at each element of it: Pages and TextEdit strike out words so."""

import re

from articles.body import rules
from articles.body.tree import Element, new

#: A sheet, a comment and a rule each end somewhere, if only with the text: none is looked for a second time.
SHEET = re.compile(r"<style\b[^<>]*>(.*?)(?:</style\s*>|\Z)", re.DOTALL | re.IGNORECASE)
COMMENT = re.compile(r"<!--|-->|/\*.*?(?:\*/|\Z)", re.DOTALL)
OF_CLASS = re.compile(r"[a-z0-9]*\.([\w-]+)", re.IGNORECASE)
#: Below these the words of a block that is struck out are struck out.
STRUCK_BLOCKS = {"p", "div", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}


def read(root: Element, html: str) -> None:
    given = _of_classes(html)
    for element in root.walk():
        of_class = [given[name] for name in element.attrs.get("class", "").split() if name in given]
        if of_class:
            element.attrs["style"] = ";".join([*of_class, element.attrs.get("style", "")])
        if element.says("style", rules.RUNS_RIGHT):
            element.attrs.setdefault("dir", "rtl")
        if element.tag in STRUCK_BLOCKS and element.says("style", rules.STYLES["s"]):
            inner = element.empty()
            element.append(new("s").append(*inner))


def _of_classes(html: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for sheet in SHEET.findall(html):
        for rule in COMMENT.sub("", sheet).split("}"):
            heads, _brace, said = rule.rpartition("{")
            for head in heads.rpartition("{")[2].split(","):
                if match := OF_CLASS.fullmatch(head.strip()):
                    found[match[1]] = f"{found.get(match[1], '')};{' '.join(said.split())}"
    return found
