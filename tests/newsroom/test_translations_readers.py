"""The Kazakh and Uzbek catalogues: what readers see is theirs, and nothing of it is English."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

import messages
from articles.models import Article, Byline, Correction
from people.models import Organization, Place
from tests.factories import (
    make_article,
    make_correction,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
)
from tests.walk import readers_pages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|{\w*}|</?\w[^>]*>")
#: What stands on a Kazakh page as it is: the name of the other edition, and words of no language.
NOT_TRANSLATED = {"English", "Facebook", "Telegram", "UTC", "WhatsApp", "cookie"}


def catalogue(language):
    return messages.read(messages.ROOT / "locale" / language / "LC_MESSAGES" / "django.po")


def texts(language) -> set:
    return {messages.key_of(message) for message in catalogue(language) if message.id}


def test_both_hold_the_same_texts():
    assert texts("kk") == texts("uz")


@pytest.mark.parametrize("language", sorted(messages.FOR_READERS))
def test_placeholders_and_tags_are_kept(language):
    for message in catalogue(language):
        source = message.id[-1] if isinstance(message.id, tuple) else message.id
        for said in message.string if isinstance(message.string, tuple) else [message.string]:
            assert set(PLACEHOLDER.findall(source)) == set(PLACEHOLDER.findall(said)), said


@pytest.fixture
def kazakh(db, settings):
    """A site whose contents are all Kazakh, with each kind of story, byline, note, organisation and place."""
    settings.SITE_NAME, settings.EDITIONS = "Хабаршы", ["en", "kk"]
    section = make_section("Құқық", "kk")
    said = {"language": "kk", "body": "<p>Сот шешім шығарды.</p>", "section": section}
    subjects = [make_person("Бекзат Ералинов", language="kk")]
    for make, kinds in ((make_organization, Organization.Classification), (make_place, Place.Classification)):
        subjects += [make(f"Мекен {number}", language="kk", classification=kind) for number, kind in enumerate(kinds)]
    for number, kind in enumerate(Article.Kind):
        make_article(
            f"Материал {number}", kind=kind, about=subjects, topics=[make_topic(f"Сот {number}", "kk")], **said
        )
    story = make_article(
        "Үкім", about=subjects, materially_updated_at=timezone.now(), update_reason="Сот шешімі", source_edited=True,
        source_outlet="Азат үн", source_authors="Айша", source_title="Үкім", source_licence="Рұқсатпен",
        breaking_until=timezone.now() + timedelta(days=1), **said,
    )  # fmt: skip
    for role in Byline.Role:
        Byline.objects.create(article=story, role=role, text="Айша Бекова")
    for kind in Correction.Kind:
        make_correction(story, "Күні қате еді.", kind=kind)
    return make_article("Алынған", withdrawn_at=timezone.now(), withdrawal_reason="Қате", status="withdrawn", **said)


def test_a_kazakh_edition_says_nothing_in_english(client, kazakh):
    start = ["/kk/", "/kk/archive/", "/kk/corrections/", "/kk/people/", "/kk/organizations/", "/kk/places/?q=x"]
    pages = readers_pages(client, start, most=90)
    pages |= {path: client.get(path).text for path in ("/kk/nothing/", kazakh.get_absolute_url())}
    assert len(pages) > 30
    for path, page in pages.items():
        if path.startswith("/kk/") and "/feed." not in path:
            body = re.sub(r"<script.*?</script>", "", page[page.index("<body") :], flags=re.DOTALL)
            labels = re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', body)
            said = re.sub(r"http\S+", "", strip_tags(body))
            assert set(re.findall("[A-Za-z]{3,}", f"{said} {labels}")) <= NOT_TRANSLATED, path
