"""The structure of the code, read from its imports: who knows whom, circles, and imports that hide in functions.

Standard library only and nothing of ours: ``benchmarks/house.py`` reads other checkouts with it, too.
"""

import ast
from dataclasses import dataclass, field
from pathlib import Path

APPS = ("newsroom", "articles", "people")


@dataclass
class Module:
    """One of our modules: the modules of ours that it imports, and those of them that it imports inside a function."""

    name: str
    path: Path
    tree: ast.Module
    imports: set[str] = field(default_factory=set)
    #: (line, imported module) of each import inside a function.
    hidden: list[tuple[int, str]] = field(default_factory=list)

    @property
    def app(self) -> str:
        return self.name.split(".")[0]

    @property
    def room(self) -> str:
        """The folder, or the module that stands in the app's own; empty for the app itself."""
        return ".".join(self.name.split(".")[1:2])

    @property
    def functions(self) -> list[int]:
        """The lengths of its functions, in lines."""
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        return [node.end_lineno - node.lineno + 1 for node in ast.walk(self.tree) if isinstance(node, kinds)]


def read_house(root: Path) -> dict[str, Module]:
    """All modules of the apps but migrations, by their dotted names."""
    house = {}
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                parts = path.relative_to(root).with_suffix("").parts
                name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
                house[name] = Module(name, path, ast.parse(path.read_text(encoding="utf-8")))
    for module in house.values():
        _read_imports(module, house, module.tree, in_function=False)
    return house


def _read_imports(module: Module, house, node, in_function: bool):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            for name in _imported(module, house, child) - {module.name}:
                module.imports.add(name)
                if in_function:
                    module.hidden.append((child.lineno, name))
        inside = in_function or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))
        _read_imports(module, house, child, inside)


def _imported(module: Module, house, node) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names} & house.keys()
    base = node.module or ""
    if node.level:
        package = module.name.split(".") if module.path.name == "__init__.py" else module.name.split(".")[:-1]
        base = ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])
    names = {f"{base}.{alias.name}" if f"{base}.{alias.name}" in house else base for alias in node.names}
    return names & house.keys()


def circles(arrows: dict[str, set[str]]) -> list[list[str]]:
    """Groups that all know each other, directly or by way of others; Tarjan's algorithm."""
    number, low, stack, found = {}, {}, [], []

    def visit(name):
        number[name] = low[name] = len(number)
        stack.append(name)
        for other in arrows.get(name, ()):
            if other not in number:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], number[other])
        if low[name] == number[name]:
            group = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(group) > 1:
                found.append(sorted(group))

    for name in arrows:
        if name not in number:
            visit(name)
    return found
