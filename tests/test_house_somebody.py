"""The hands and eyes of the walks: they use what a person can see, and nothing else."""

import pytest

from tests.support.at_the_desk import Somebody

pytestmark = pytest.mark.needs("chromium")

PAGE = """<!DOCTYPE html><html lang="en"><title>t</title><body style="margin: 0">
<p>Only words</p> <label for="a">Headline</label> <input id="a">
<label style="display: block">Choose files <input type="file" style="opacity: 0; position: absolute; width: 1px"></label>
<button hidden>Hidden</button> <button style="opacity: 0">Clear</button> <button disabled>Dead</button>
<button style="position: absolute; width: 0; height: 0; padding: 0; border: 0; overflow: hidden">Tiny</button>
<div style="position: relative; width: 9em"><button>Under</button>
<div style="position: absolute; inset: 0; background: teal"></div></div>
<section aria-label="One"><button>Save</button></section>
<section aria-label="Two"><button data-says="two">Save</button></section>
<div style="height: 3000px"></div><button data-says="far">Far away</button>"""


@pytest.fixture
def somebody(page):
    page.goto("/livez")
    page.set_content(PAGE)
    page.evaluate("addEventListener('click', event => document.title = event.target.dataset.says ?? 'none')")
    return Somebody(page)


def test_somebody_clicks_and_types_what_is_in_sight_and_it_is_counted(somebody):
    somebody.type("Court", into="Headline")
    somebody.type(" sits", into="Headline")
    somebody.click("Save", within="Two")
    assert (somebody.value("Headline"), somebody.page.title()) == ("Court sits", "two")
    somebody.click("Far away")
    somebody.press("Shift+Tab")
    assert somebody.page.title() == "far"
    assert (somebody.clicks, somebody.keys) == (3, 1)


@pytest.mark.parametrize("what", ["Hidden", "Clear", "Dead", "Tiny", "Under", "Nowhere", "Save"])
def test_what_is_not_in_sight_or_means_two_things_is_refused(what, somebody, monkeypatch):
    monkeypatch.setattr("tests.support.at_the_desk.PATIENCE", 200)
    with pytest.raises(AssertionError, match=f"“{what}”"):
        somebody.click(what)
    assert somebody.clicks == 0


def test_the_tab_key_counts_and_says_what_it_does_not_reach(somebody, monkeypatch):
    monkeypatch.setattr("tests.support.at_the_desk.LONGEST_WAY", 20)
    somebody.tab_to("Save", within="One")
    assert 0 < somebody.keys < 10
    with pytest.raises(AssertionError, match="does not reach"):
        somebody.tab_to("Only words")
