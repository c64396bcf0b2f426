"""What every template of the readers' site keeps to, and the pages that must show when nothing else works."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from articles.models import Article, Byline, Mention
from articles.templatetags.stories import authors, credits
from people.templatetags.pages import lang_unless_here, stylesheet_if_known
from tests.factories import (
    make_article,
    make_correction,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
)

ROOT = Path(settings.BASE_DIR)
TEMPLATES = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]
STYLES = (ROOT / "newsroom" / "static" / "newsroom" / "site.css").read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_prints_nothing_unescaped_and_runs_nothing(path):
    text = path.read_text(encoding="utf-8")

    for forbidden in (r"\|\s*safe", r"autoescape off", r"<script", r"<style", r"\sstyle=", r"\son[a-z]+=", r"//[a-z]"):
        assert not re.search(forbidden, text), forbidden
    assert not re.search(r"^\s*{% endblock %}", text, re.MULTILINE), "a block of several lines is named where it ends"


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name.startswith("_")], ids=name_of)
def test_a_partial_names_its_input(path):
    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith(("{# expects:", "{% extends "))


def scheme(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", block))


def contrast(one: str, other: str) -> float:
    """WCAG 2's ratio of two colours."""

    def luminance(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [scheme(block) for block in STYLES.split(":root")[1:3]], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "soft", "accent", "alert"])
def test_text_stands_out_seven_to_one(text, colours):
    assert contrast(colours[text], colours["paper"]) >= 7
    assert contrast(colours[text], colours["shade"]) >= 7


def test_the_stylesheet_asks_for_nothing_and_knows_both_directions():
    assert "url(" not in STYLES
    assert "@import" not in STYLES
    assert not re.search(r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)|float:", STYLES)


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_an_error_page_needs_neither_database_nor_collected_files(template, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    html = render_to_string(template, {"site_name": "The Lantern"})

    assert "<h1>" in html
    assert "The Lantern" in html


def test_an_unknown_stylesheet_is_left_out(monkeypatch):
    def missing(path):
        raise ValueError(f"Missing staticfiles manifest entry for '{path}'")

    monkeypatch.setattr("people.templatetags.pages.static", missing)

    assert stylesheet_if_known("newsroom/site.css") == ""


def test_a_passage_carries_its_language_only_where_it_differs():
    assert lang_unless_here("en") == ""
    assert lang_unless_here("") == ""
    assert lang_unless_here("fa") == ' lang="fa" dir="rtl"'


@pytest.mark.django_db
def test_names_are_listed_as_a_sentence_lists_them():
    story = make_article("Signed")
    for position, name in enumerate(["Ana & Co", "Bek", "Cem"]):
        Byline.objects.create(article=story, text=name, position=position)

    assert authors(story) == "Ana &amp; Co, Bek and Cem"


@pytest.mark.django_db
def test_credits_say_each_role_and_link_who_has_a_page():
    person = make_person("Mirel Andastan")
    story = make_article("Signed", by=person)
    Byline.objects.create(article=story, text="Ilka", role="translation", position=1)

    by, translation = credits(story)

    assert by == 'By <a href="/people/mirel-andastan/" rel="author"><bdi>Mirel Andastan</bdi></a>'
    assert translation == "Translation by <bdi>Ilka</bdi>"


@pytest.mark.django_db
def test_a_note_of_tomorrow_is_not_on_the_page(client):
    story = make_article("Corrected")
    make_correction(story, "It was Tuesday.")
    make_correction(story, "It was Wednesday.", published_at=timezone.now() + timedelta(days=1))

    html = client.get(story.get_absolute_url()).content.decode()

    assert "It was Tuesday." in html
    assert "It was Wednesday." not in html


@pytest.mark.django_db
def test_a_tombstone_says_when_and_keeps_the_reason_for_staff(client):
    story = make_article("Gone")
    Article.objects.filter(pk=story.pk).update(
        status="withdrawn",
        withdrawn_at=timezone.now(),
        first_public_at=story.published_at,
        withdrawal_reason="A source asked us to.",
    )

    response = client.get(story.get_absolute_url())

    assert response.status_code == 410
    assert "The newsroom withdrew it on" in response.content.decode()
    assert "asked us to." not in response.content.decode()


@pytest.mark.django_db
def test_a_wide_table_moves_in_a_frame_that_the_keyboard_reaches(client):
    story = make_article("Figures", body="<table><tbody><tr><td>21</td></tr></tbody></table>")

    html = client.get(story.get_absolute_url()).content.decode()

    assert '<section class="table" tabindex="0" aria-label="Table"><table>' in html
    assert html.count("<section") == html.count("</section>")


@pytest.mark.django_db
def test_a_page_number_keeps_the_filter(client):
    for number in range(61):
        make_person(f"Person Number{number}")

    html = client.get("/people/?q=person").content.decode()

    assert 'rel="next" href="?q=person&amp;page=2"' in html


@pytest.mark.django_db
def test_the_versions_of_a_story_name_each_other(client, settings):
    settings.SITE_URL = "https://lantern.example"
    english = make_article("Asylum refused")
    russian = make_article("В убежище отказано", language="ru", translation_key=english.translation_key)

    html = client.get(russian.get_absolute_url()).content.decode()

    for language, story in (("ru", russian), ("en", english), ("x-default", english)):
        address = f"https://lantern.example{story.get_absolute_url()}"
        assert f'<link rel="alternate" hreflang="{language}" href="{address}">' in html


@pytest.mark.django_db
def test_a_story_kept_out_of_search_engines_says_so(client):
    story = make_article("Quiet", noindex=True)

    assert '<meta name="robots" content="noindex">' in client.get(story.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_every_page_tells_search_engines_what_it_is_about(client):
    section, topic = make_section("Courts"), make_topic("Trials")
    story = make_article("A hearing", section=section)
    story.topics.add(topic)
    subjects = [make_person("Mirel Andastan"), make_organization("Lantern Works"), make_place("Ostamar")]
    Mention.objects.bulk_create(
        Mention(article=story, subject_id=subject.pk, state="confirmed") for subject in subjects
    )
    pages = [row.get_absolute_url() for row in (story, section, topic, *subjects)]
    month = f"/archive/{story.published_at:%Y}/{story.published_at.month}/"
    lists = ["/", "/ru/", "/archive/", month, "/corrections/", "/people/", "/organizations/", "/places/"]
    told = {
        path: re.findall(r'<meta name="description" content="(.*?)">', client.get(path).text) for path in lists + pages
    }
    assert [path for path, found in told.items() if len(found) != 1 or len(found[0].strip()) < 8] == []
