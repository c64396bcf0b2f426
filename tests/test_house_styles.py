"""The admin's styles: one palette, one owner for each selector, and no file that nothing loads (docs/architecture.md)."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "newsroom" / "static"
ADMIN = sorted((STATIC / "newsroom" / "admin").glob("*.css"))
READERS = sorted((STATIC / "newsroom").glob("*.css"))
PALETTE = "tokens.css"
#: Longer than this, a file holds more than one family of screens.
LONGEST = 450
NAMED = (
    "aqua|beige|black|blue|brown|cyan|gold|gr[ae]y|green|lime|magenta|maroon|navy|"
    "olive|orange|pink|purple|red|silver|teal|white|yellow"
)
COLOUR = re.compile(
    rf"#[0-9a-f]{{3,8}}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark)\(|(?<![\w-])(?:{NAMED})(?![\w-])",
    re.IGNORECASE,
)


def named(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.name)


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def rules(css: str) -> list[tuple[str, str]]:
    """The head and the declarations of every rule, of those in @media too; each head on one line."""
    found, depth, head, start = [], [], "", 0
    for match in re.finditer(r"[{};]", css):
        text = " ".join(css[start : match.start()].split())
        if match[0] == "{":
            depth.append(text)
            head = text
            start = match.end()
        elif match[0] == "}":
            assert depth, f"a }} too many after {head!r}"
            if not depth.pop().startswith("@"):
                found.append((head, text))
            head = depth[-1] if depth else ""
            start = match.end()
        elif not depth:
            start = match.end()
    assert not depth, f"no }} for {depth!r}"
    return found


def selectors(head: str) -> list[str]:
    """What stands between the commas of a rule's head, but for those in parentheses and brackets."""
    parts, inside = [""], 0
    for sign in head:
        inside += (sign in "([") - (sign in ")]")
        if sign == "," and not inside:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def owners(files: dict[str, str]) -> dict[str, set[str]]:
    found = defaultdict(set)
    for name, css in files.items():
        for head, _ in rules(without_comments(css)):
            for selector in selectors(head):
                found[selector].add(name)
    return found


def stray_colours(css: str) -> list[str]:
    return [f"{head}: {found}" for head, text in rules(without_comments(css)) for found in COLOUR.findall(text)]


def sources() -> str:
    """Everything that may load a stylesheet."""
    templates = list((ROOT / "templates").rglob("*.html"))
    modules = [path for app in ("newsroom", "articles", "people") for path in (ROOT / app).rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in templates + modules)


def test_a_selector_is_owned_by_one_file():
    shared = {
        f"{selector} stands in {' and '.join(sorted(names))}: say all of it in one of them, or narrow one of the two"
        for selector, names in owners({path.name: path.read_text(encoding="utf-8") for path in ADMIN}).items()
        if len(names) > 1
    }

    assert ADMIN
    assert not shared


@named([path for path in ADMIN if path.name != PALETTE])
def test_a_colour_has_a_name_in_the_palette(path):
    stray = stray_colours(path.read_text(encoding="utf-8"))

    assert not stray, f"give these colours a name in {PALETTE}, with their light and dark, and use var(--name) here"


@named(ADMIN + READERS)
def test_a_stylesheet_is_loaded_by_a_template_or_a_media_class(path):
    name = path.relative_to(STATIC).as_posix()

    assert f'"{name}"' in sources(), f"nothing loads {name}: name it in a block `styles` or in a Media, or remove it"


def test_a_link_leads_to_a_stylesheet():
    linked = set(re.findall(r'"(newsroom/[\w/.-]+\.css)"', sources()))

    assert {name for name in linked if not (STATIC / name).exists()} == set()


@named(ADMIN)
def test_a_stylesheet_keeps_to_one_family_of_screens(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= LONGEST, f"{path.name} has {lines} lines: give the screens of one kind a file of their own"


@named(ADMIN)
def test_a_variable_that_is_used_is_given(path):
    known = "\n".join(other.read_text(encoding="utf-8") for other in ADMIN)
    used = set(re.findall(r"var\((--[\w-]+)", path.read_text(encoding="utf-8")))

    assert {name for name in used if f"{name}:" not in known} == set()


@named(READERS)
def test_readers_with_old_phones_get_their_colours(path):
    assert "light-dark(" not in path.read_text(encoding="utf-8"), (
        "browsers before 2024 drop it: use prefers-color-scheme"
    )


def test_readers_load_one_stylesheet():
    pages = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.relative_to(ROOT).parts]
    linked = {
        name for page in pages for name in re.findall(r'"(newsroom/[\w/.-]+\.css)"', page.read_text(encoding="utf-8"))
    }

    of_one_page = {"newsroom/preview.css", "newsroom/api.css", "newsroom/text.css"}  # the last one without the others
    assert linked <= {"newsroom/site.css", *of_one_page}, "a reader on a bad line waits for each"


def test_a_double_and_a_stray_colour_are_seen():
    one, other = (
        "a:is(b, c), d { color: red }",
        "@media (width < 1px) { e { top: 0 } /* d {} */ d { background: #FFF } }",
    )

    assert selectors("a:is(b, c), d") == ["a:is(b, c)", "d"]
    assert {selector for selector, names in owners({"one": one, "other": other}).items() if len(names) > 1} == {"d"}
    assert stray_colours(one) == ["a:is(b, c), d: red"]
    assert stray_colours(other) == ["d: #FFF"]
    assert stray_colours("a { white-space: nowrap; color: var(--white); background: currentcolor }") == []


#: A side of the screen, where a page that runs from the right has the other one.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)|left|right)\b[\w-]*\s*:"
    r"|(?:text-align|float|clear|justify-[a-z]+)\s*:\s*(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius",
)


@named(READERS)
def test_readers_styles_know_no_left_and_no_right(path):
    found = [
        f"{head}: {one[0]}"
        for head, said in rules(without_comments(path.read_text()))
        for one in PHYSICAL.finditer(said)
    ]
    assert found == [], "name the start and the end instead: margin-inline-start, inset-inline-end, text-align: start"
