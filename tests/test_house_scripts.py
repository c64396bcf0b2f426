"""The scripts of the desk: modules that import one another, each loaded by a page, with one way to the server."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "newsroom" / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SCRIPTS = {str(path.relative_to(STATIC)): path.read_text(encoding="utf-8") for path in sorted(STATIC.rglob("*.js"))}

#: What stands in one module, and what the others do instead.
ONLY_IN = {
    "fetch(": ("server.js", "ask by post() or ask() of server.js: each refusal is a sentence there"),
    "sendBeacon": ("server.js", "send the last word of a page by sendLast() of server.js"),
    "csrfmiddlewaretoken": ("server.js", "post() of server.js adds the token"),
    "AbortController": ("server.js", "newest() of server.js lets go of the question before"),
    "XMLHttpRequest": ("upload.js", "send a picture by upload() of upload.js, everything else by post() of server.js"),
    "beforeunload": ("unsaved.js", "askBeforeLeaving() or watch() of unsaved.js asks before the page is left"),
    "formTarget": ("unsaved.js", "watch() of unsaved.js tells whether the form is sent or only looked at in another tab"),
    "isTrusted": ("unsaved.js", "watch() of unsaved.js tells what was typed"),
    'getElementById("article_form")': ("story_form.js", "import the form from story_form.js"),
}  # fmt: skip
#: In the page: a script that holds code, a handler or a style in an attribute. The policy of the pages refuses each.
RUNS_IN_THE_PAGE = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+\s*=|javascript:", re.IGNORECASE)
TAG = re.compile(r"""<script\s[^>]*\{% static "(newsroom/[^"]+\.js)" %\}[^>]*>""")
IN_MEDIA = re.compile(r"""Script\("(newsroom/[^"]+\.js)", type="module"\)""")
IMPORT = re.compile(
    r"""^(?:import|export)\s(?P<names>[^"']*?)\s*from\s*["'](?P<file>[^"']+)["'](?P<end>;?)$""", re.MULTILINE
)


def forbidden_words(name: str, source: str) -> list[str]:
    return [
        f"{name} says {word!r}: that stands in {owner} alone. Here {advice}."
        for word, (owner, advice) in ONLY_IN.items()
        if word in source and Path(name).name != owner
    ]


def imports_of(name: str, source: str) -> list[tuple[str, set[str]]]:
    """(file, names) of each import of a file beside it."""
    return [
        (f"{Path(name).parent}/{Path(found['file']).name}", set(re.findall(r"\w+", found["names"])))
        for found in IMPORT.finditer(source)
    ]


def loaded_by_pages() -> dict[str, str]:
    """Each script that a template or a widget loads, with the tag that does."""
    tags = {match[1]: match[0] for path in TEMPLATES for match in TAG.finditer(path.read_text(encoding="utf-8"))}
    modules = [path for app in ("articles", "people", "newsroom") for path in (ROOT / app).rglob("*.py")]
    return tags | {
        match[1]: match[0] for path in modules for match in IN_MEDIA.finditer(path.read_text(encoding="utf-8"))
    }


def reached(start, imports: dict[str, list[str]]) -> set[str]:
    known, waiting = set(), list(start)
    while waiting:
        if (name := waiting.pop()) not in known:
            known.add(name)
            waiting += imports.get(name, [])
    return known


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_goes_the_shared_ways(name):
    assert forbidden_words(name, SCRIPTS[name]) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_begins_by_saying_what_it_does(name):
    assert SCRIPTS[name].startswith("/* "), f"{name}: say in a comment at its top what it does, in a sentence or two."


def test_every_script_is_loaded_by_a_page_or_imported_by_one_that_is():
    imports = {name: [file for file, _ in imports_of(name, source)] for name, source in SCRIPTS.items()}
    unused = SCRIPTS.keys() - reached(loaded_by_pages(), imports)
    assert not unused, f"{sorted(unused)} is loaded by nothing: load it in a template or take it away."
    missing = loaded_by_pages().keys() - SCRIPTS.keys()
    assert not missing, f"A page loads {sorted(missing)}, which is not there."


def test_every_script_is_loaded_as_a_module():
    classic = [tag for tag in loaded_by_pages().values() if 'type="module"' not in tag]
    assert not classic, (
        f'{classic}: say type="module", else it can import nothing and its names are those of all scripts.'
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_a_script_imports_is_there(name):
    source = SCRIPTS[name]
    for file, names in imports_of(name, source):
        exported = set(
            re.findall(r"^export (?:async )?(?:function|const|let|class) (\w+)", SCRIPTS[file], re.MULTILINE)
        )
        assert names <= exported, f"{name} imports {sorted(names - exported)} from {file}, which exports no such thing."
        used = {each for each in names if re.search(rf"\b{each}\b", IMPORT.sub("", source))}
        assert names == used, f"{name} imports {sorted(names - used)} and does not use it."


@pytest.mark.parametrize("name", SCRIPTS)
def test_an_import_ends_as_the_storage_wants_it(name):
    lines = re.findall(r"^(?:import|export)\b.*\bfrom\b.*$", SCRIPTS[name], re.MULTILINE)
    bare = [line for line in lines if not re.search(r' from "\./\w+\.js";$', line)]
    assert not bare, (
        f'{name}: {bare} must read from "./file.js"; with the semicolon, else the hashed name is not put in.'
    )


@pytest.mark.usefixtures("settings")  # so that the run collects them, this test alone too
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_collected_script_imports_by_hashed_names(name):
    collected = Path(staticfiles_storage.path(staticfiles_storage.stored_name(name)))
    plain = re.findall(r"""(?:\bfrom\s*|\bimport\()["'](\.[^"']+)["']""", collected.read_text(encoding="utf-8"))
    for address in plain:
        assert re.search(r"\.[0-9a-f]{12}\.js$", address), (
            f"{name} imports {address}: a browser may keep an old one of it."
        )
        assert (collected.parent / address).is_file(), f"{name} imports {address}, which is not among the static files."


def test_a_template_holds_no_code():
    found = [
        f"{path.relative_to(ROOT)}: {match[0].strip()}"
        for path in TEMPLATES
        for match in RUNS_IN_THE_PAGE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert not found, f"{found}: the policy of the page refuses code in it. Put it into a file of newsroom/static."


def test_what_is_wrong_is_seen():
    assert "post()" in forbidden_words("newsroom/admin/a.js", "const answer = await fetch(address)")[0]
    assert forbidden_words("newsroom/admin/server.js", "await fetch(address)") == []
    assert imports_of("newsroom/admin/a.js", 'import { one, two } from "./b.js";\n') == [
        ("newsroom/admin/b.js", {"one", "two"})
    ]
    assert reached(["a"], {"a": ["b"], "c": ["d"]}) == {"a", "b"}
    for code in ('<a onclick="x()">', "<script>x()</script>", '<a href="javascript:x()">', '<script type="module">'):
        assert RUNS_IN_THE_PAGE.search(code), code
    for harmless in ('<script src="x.js" type="module">', '<p data-on="x">', 'aria-label="on = off"'):
        assert not RUNS_IN_THE_PAGE.search(harmless), harmless
