"""What is pinned is pinned by hash, from nowhere in particular, and the same for running and for testing."""

import json
import re
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PINNED = ("requirements.txt", "requirements-dev.txt")
# A licence that would bind the newsroom's own code; "or" gives a choice and "Lesser" only binds the library itself.
GPL_ONLY = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public License|Affero")


def requirements(name: str) -> dict[str, str]:
    """Package -> the text of its requirement, hashes included."""
    blocks = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n", "", (ROOT / name).read_text()).strip())
    return {block.split("==")[0]: block for block in blocks}


@pytest.mark.parametrize("name", PINNED)
def test_every_requirement_has_a_version_and_hashes(name):
    found = requirements(name)
    assert len(found) > 15
    assert [
        text
        for text in found.values()
        if not re.match(r"[a-z0-9-]+==\S+( ;.*)? \\\n\s+--hash=sha256:[0-9a-f]{64}", text)
    ] == []


@pytest.mark.parametrize("name", PINNED)
def test_no_requirement_names_an_address(name):
    assert not re.search(r"https?:|://|--index|--find-links|--extra|--trusted", (ROOT / name).read_text())


def test_the_development_pins_hold_the_runtime_pins_unchanged():
    development = requirements("requirements-dev.txt")
    assert {
        name: text for name, text in requirements("requirements.txt").items() if development.get(name) != text
    } == {}


def test_what_is_listed_is_pinned():
    for name in PINNED:
        listed = (ROOT / name).with_suffix(".in").read_text().splitlines()
        names = {re.split(r"[\[<>=]", line)[0].lower() for line in listed if line and line[0] not in "#-"}
        assert names <= requirements(name).keys()


@pytest.mark.parametrize("folder", ["tests", "benchmarks"])
def test_npm_packages_are_pinned_by_hash_and_without_addresses(folder):
    lock = json.loads((ROOT / folder / "npm" / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "integrity" not in package or "resolved" in package] == []


@pytest.mark.parametrize("name", requirements("requirements-dev.txt"))
def test_no_pinned_package_is_gpl_only(name):
    about = metadata.metadata(name)
    licences = [about.get("License-Expression") or about.get("License") or "", *about.get_all("Classifier", [])]
    bound = [text for text in licences if GPL_ONLY.search(text) and " or " not in text.lower()]
    assert not bound
