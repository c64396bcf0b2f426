"""An answered page as a tree, to ask what stands in it."""

import html5lib


def tree_of(response):
    """The page as elements of ElementTree: ``.find(".//form[@id='x']")``."""
    assert response.status_code == 200, response.status_code
    return html5lib.parse(response.content.decode(), treebuilder="etree", namespaceHTMLElements=False)


def with_class(tree, name: str) -> list:
    """All elements that have the class, in their order."""
    return [element for element in tree.iter() if name in (element.get("class") or "").split()]


def links_in(elements) -> list[str]:
    return [link.get("href") for element in elements for link in element.iter("a")]


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).split())
