"""An edition that runs from the right: pages say so, names of other scripts stay whole, and languages lead to each other."""

import re

import pytest
from django.conf import settings as site_settings
from django.utils import timezone

from people import naming
from people.models import Exposure
from tests.factories import make_article, make_correction, make_person, make_section, make_topic
from tests.support.rows import fresh
from tests.walk import readers_pages

pytestmark = pytest.mark.django_db

TITLE, NAME = "کشتی‌های تشمار ایستادند", "Olvi Terasko"


@pytest.fixture
def story(settings):
    settings.EDITIONS = ["en", "ru", "fa"]
    original = make_article("Ferries stop at Teshmar", section=make_section())
    section = make_section("جامعه", "fa", translation_key=original.section.translation_key)
    person = make_person(NAME)
    story = make_article(
        TITLE, language="fa", section=section, about=[person], by=person, topics=[make_topic("رودها", "fa")],
        body=f"<p>{NAME} گفت: «اسکله زانو زد.»</p>", translation_key=original.translation_key,
    )  # fmt: skip
    make_correction(story, "ساعت اشتباه بود.")
    return story


def test_every_page_of_the_edition_runs_from_the_right(client, story):
    pages = readers_pages(client, ["/fa/", "/fa/search/?q=Terasko", "/fa/corrections/"])
    html = {path: text for path, text in pages.items() if path.startswith("/fa/") and "<html" in text}
    assert {"/fa/", story.get_absolute_url(), story.section.get_absolute_url()} <= set(html)
    assert [path for path, text in html.items() if '<html lang="fa" dir="rtl"' not in text] == []


def test_the_languages_of_a_story_lead_to_each_other(client, story):
    original = story.siblings().get()
    pages = [client.get(version.get_absolute_url()).text for version in (story, original)]
    ours, theirs = (re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', page) for page in pages)
    assert sorted(ours) == sorted(theirs)
    assert [code for code, _url in sorted(ours)] == ["en", "fa", "x-default"]
    assert all(url.startswith(site_settings.SITE_URL) for _code, url in ours)


def test_a_name_of_another_script_stands_apart_from_the_line_around_it(client, story):
    page = client.get(story.get_absolute_url()).text
    assert f"<bdi>{NAME}</bdi>" in page
    assert f">{NAME}</a> گفت" in page


def test_what_leads_back_is_drawn_by_signs_that_turn_with_the_page():
    css = (site_settings.BASE_DIR / "newsroom" / "static" / "newsroom" / "site.css").read_text(encoding="utf-8")
    signs = set(re.findall(r'content: "([^"]*)"', css))
    assert not signs & {"→", "←", "➜", "▶", "◀"}  # these point where they point; ‹ and › are mirrored by the browser


def test_a_withheld_name_has_the_label_of_the_edition(client, story):
    naming.expose(story.bylines.get().person, Exposure.WITHHELD)
    page = client.get(fresh(story).get_absolute_url()).text
    assert NAME not in page
    assert "نام" in page


def test_a_date_is_said_in_the_language_of_the_edition(client, story):
    page = client.get(story.get_absolute_url()).text
    assert timezone.localtime(story.published_at).isoformat(timespec="minutes") in page
    assert re.search(r"<time [^>]+>\d+ [\u0600-\u06ff]+ \d{4}", page)
