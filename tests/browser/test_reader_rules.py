"""The questions that every reader's page is asked see what is wrong with a page."""

import pytest

from tests.support import reader_rules as rules

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

WRONG = """<!DOCTYPE html><html lang="ru"><title>t</title>
<header class="masthead" height="200"><svg height="150" fill="red"></svg></header>
<nav aria-label="Search for"><button aria-label="Меню">x</button></nav>
<main><h1>h</h1><p><time>2026</time></p><table width="900"><tr><td bgcolor="silver">c</td></tr></table></main>"""


def test_each_rule_sees_what_is_wrong(page):
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto("/livez")
    page.set_content(WRONG)
    page.evaluate("localStorage.setItem('reader', '1')")
    page.evaluate("document.querySelector('h1').style.transition = 'color 1s'")
    page.evaluate("document.querySelector('time').style.font = '200px monospace'")
    page.evaluate("document.querySelector('time').append(' and more')")
    page.evaluate("document.querySelector('button').style = 'border: 0; display: block; height: 9px'")

    assert rules.traces(page) == {"local": 1}
    assert rules.english_names(page) == ["Search for"]
    assert rules.broken_dates(page)
    assert rules.broken_headlines(page) == ["manual normal"]
    assert rules.high_masthead(page)
    assert any("TABLE" in wrong for wrong in page.evaluate(rules.SIDEWAYS))
    assert page.evaluate(rules.SMALL) == ["BUTTON. x"]
    assert page.evaluate(rules.MOVING) == ["H1."]
    assert page.evaluate(rules.SHADES_ALONE) == ["BUTTON.", "TD."]
    assert page.evaluate(rules.UNSEEN)[0] == "BUTTON."
    assert page.evaluate(rules.PRESSED) == ["NAV.", "BUTTON."]
    assert len(page.evaluate(rules.IN_ORDER)) == 1
