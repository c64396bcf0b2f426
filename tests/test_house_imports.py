"""Imports run one way: newsroom -> articles -> people (design: the shape)."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {"people": {"people"}, "articles": {"articles", "people"}, "newsroom": {"newsroom", "articles", "people"}}


def imported_apps(source: str, app: str) -> set[str]:
    """Which of our apps a module of `app` imports, whether at its top, in a function or relatively."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(app if node.level else (node.module or "").split(".")[0])
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "import_module":
            found |= {argument.value.split(".")[0] for argument in node.args if isinstance(argument, ast.Constant)}
    return found & MAY_IMPORT.keys()


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_an_app_imports_only_what_stands_below_it(app):
    modules = sorted((ROOT / app).rglob("*.py"))
    wrong = {
        f"{module.relative_to(ROOT)} imports {sorted(extra)}"
        for module in modules
        if (extra := imported_apps(module.read_text(encoding="utf-8"), app) - MAY_IMPORT[app])
    }
    assert modules
    assert not wrong


def test_a_hidden_import_is_seen():
    assert imported_apps("def view():\n    from articles.models import Article", "people") == {"articles"}
    assert imported_apps("import newsroom.settings as s", "articles") == {"newsroom"}
    assert imported_apps("importlib.import_module('articles.models')", "people") == {"articles"}
    assert imported_apps("from . import models", "people") == {"people"}
