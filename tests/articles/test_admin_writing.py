"""Writing a story in the admin: what the form saves, refuses and keeps."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone
from reversion.models import Version

from articles import body
from articles.models import Article, Byline, Mention, Status
from tests.factories import (
    make_article,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
)
from tests.support.story_form import ADD, byline, change, errors_of, form_data, saved, times

pytestmark = pytest.mark.django_db


EDITOR_MAKES = {
    "headings": "<h2>A</h2><h3>B</h3><h4>C</h4>",
    "bold and italic": "<p><strong>a</strong> <em>b</em></p>",
    "subscript and superscript": "<p>CO<sub>2</sub>, m<sup>2</sup></p>",
    "lists": "<ul><li><p>a</p></li></ul><ol><li><p>b</p></li></ol>",
    "numbered from three": '<ol start="3"><li><p>c</p></li></ol>',
    "quotation": "<blockquote><p>They said.</p></blockquote>",
    "rule and break": "<p>a<br>b</p><hr><p>c</p>",
    "link": '<p><a href="https://example.org/a?b=c" rel="noopener noreferrer">there</a></p>',
    "table": '<table><tbody><tr><th><p>a</p></th><td colspan="2"><p>b</p></td></tr></tbody></table>',
    "characters": "<p>« » “ ” ’ ʻ … §&nbsp;№ қазақ</p>",
}


# A new story -----------------------------------------------------------------------------------------------------------


def test_a_new_story_is_a_draft_of_who_wrote_it(client, reporter):
    response = client.post(ADD, form_data(title="Court adjourns"))
    article = Article.objects.get()
    assert response["Location"] == change(article)
    assert (article.status, article.created_by, article.slug) == (Status.DRAFT, reporter, "court-adjourns")


def test_the_first_save_of_a_story_is_recorded_once(client, editor):
    client.post(ADD, form_data())
    versions = Version.objects.get_for_object(Article.objects.get())
    assert [version.revision.user for version in versions] == [editor]


def test_a_save_makes_one_revision_with_all_parts(client, editor):
    article = make_article(published=False)
    person, topic = make_person(), make_topic()
    saved(client.post(change(article), form_data(article, people=[person.pk], topics=[topic.pk])), article)
    revision = Version.objects.get_for_object(article).get().revision
    assert {version.content_type.model for version in revision.version_set.all()} == {
        "article", "mention", "topictagging",
    }  # fmt: skip


def test_a_save_makes_the_next_version(client, editor):
    article = make_article(published=False)
    before = article.version
    assert saved(client.post(change(article), form_data(article)), article).version == before + 1


def test_subjects_of_all_kinds_become_confirmed_mentions(client, editor):
    person, place, group = make_person(), make_place(), make_organization()
    client.post(ADD, form_data(people=[person.pk], places=[place.pk], organizations=[group.pk]))
    rows = Article.objects.get().mentions.values_list("subject", "state")
    assert set(rows) == {(subject.pk, "confirmed") for subject in (person, place, group)}


def test_main_subjects_are_marked_among_the_tagged(client, editor):
    person, place = make_person(), make_place()
    client.post(ADD, form_data(people=[person.pk], places=[place.pk], main_subjects=[person.pk]))
    assert dict(Article.objects.get().mentions.values_list("subject", "prominence")) == {
        person.pk: "main", place.pk: "mentioned",
    }  # fmt: skip


def test_a_main_subject_that_is_tagged_no_longer_drops_out(client, editor):
    person = make_person()
    article = make_article(published=False, about=[person])
    saved(client.post(change(article), form_data(article, people=[], main_subjects=[person.pk])), article)
    assert not article.mentions.exists()


def test_suggested_and_rejected_mentions_survive_a_save(client, editor):
    article, person, place = make_article(published=False), make_person(), make_place()
    Mention.objects.create(article=article, subject=person, state="suggested")
    Mention.objects.create(article=article, subject=place, state="rejected")
    saved(client.post(change(article), form_data(article)), article)
    assert set(article.mentions.values_list("state", flat=True)) == {"suggested", "rejected"}


def test_a_suggested_subject_that_is_chosen_is_confirmed(client, editor):
    article, person = make_article(published=False), make_person()
    Mention.objects.create(article=article, subject=person, state="suggested")
    saved(client.post(change(article), form_data(article, people=[person.pk])), article)
    assert article.mentions.get().state == "confirmed"


def test_topics_are_rows_of_the_through_table(client, editor):
    topic = make_topic()
    client.post(ADD, form_data(topics=[topic.pk]))
    assert list(Article.objects.get().taggings.values_list("tag", flat=True)) == [topic.pk]


def test_a_byline_is_saved_with_its_story(client, reporter):
    person = make_person()
    client.post(ADD, form_data(**byline(person=person.pk)))
    assert Byline.objects.get().person == person


def test_a_byline_of_two_kinds_is_refused_with_a_sentence(client, editor):
    two = byline(person=make_person().pk, text="Our correspondent")
    response = client.post(ADD, form_data(title="Typed with care", **two))
    assert "A byline is a person, a desk or a free text" in errors_of(response)
    assert "Typed with care" in response.content.decode()


def test_readers_text_follows_the_mentions_of_the_same_save(client, editor):
    person = make_person("Aqylbek Muratbai")
    article = make_article(body="<p>Aqylbek Muratbai was heard.</p>")
    saved(client.post(change(article), form_data(article, people=[person.pk])), article)
    assert f'href="{person.get_absolute_url()}"' in article.body_html


def test_a_correction_carries_who_wrote_it(client, editor):
    article = make_article()
    note = {
        "corrections-TOTAL_FORMS": 1,
        "corrections-0-kind": "correction",
        "corrections-0-text": "It was Tuesday.",
        "corrections-0-place": "top",
    }
    note |= times("corrections-0-published_at", timezone.now())
    saved(client.post(change(article), form_data(article, **note)), article)
    assert article.corrections.get().created_by == editor


def test_a_new_story_has_no_corrections_yet(client, editor):
    assert "corrections-TOTAL_FORMS" not in client.get(ADD).content.decode()


# Address ---------------------------------------------------------------------------------------------------------------


def test_the_address_follows_the_headline_of_a_draft(client, editor):
    article = make_article("First words", published=False)
    assert saved(client.post(change(article), form_data(article, title="Other words")), article).slug == "other-words"


def test_an_address_that_was_chosen_stays(client, editor):
    article = make_article("First words", published=False)
    saved(client.post(change(article), form_data(article, slug="chosen")), article)
    saved(client.post(change(article), form_data(article, title="Other words")), article)
    assert article.slug == "chosen"


def test_the_address_of_a_published_story_is_frozen(client, editor):
    article = make_article("First words")
    assert saved(client.post(change(article), form_data(article, title="Other words")), article).slug == "first-words"


def test_the_address_of_a_published_story_can_be_changed_on_purpose(client, editor):
    article = make_article("First words")
    assert saved(client.post(change(article), form_data(article, slug="better")), article).slug == "better"


# Languages -------------------------------------------------------------------------------------------------------------


def test_a_topic_of_another_edition_is_refused(client, editor):
    topic = make_topic("Суды", "ru")
    assert "These topics belong to another edition: Суды" in errors_of(client.post(ADD, form_data(topics=[topic.pk])))


def test_a_translation_shares_the_key_of_its_original(client, editor):
    original = make_article()
    section = make_section("Права человека", "ru")
    client.post(ADD, form_data(language="ru", section=section.pk, translation_of=original.pk))
    assert Article.objects.get(language="ru").translation_key == original.translation_key


def test_a_second_version_in_one_language_is_refused(client, editor):
    original = make_article()
    assert "already has a version in this language" in errors_of(
        client.post(ADD, form_data(translation_of=original.pk))
    )


def test_moving_a_translation_into_its_siblings_language_is_refused(client, editor):
    original = make_article()
    russian = make_article(language="ru", translation_key=original.translation_key, published=False)
    data = form_data(russian, language="en", section=make_section().pk, translation_of=original.pk)
    assert "already has a version in this language" in errors_of(client.post(change(russian), data))


# Bad input -------------------------------------------------------------------------------------------------------------


def test_a_headline_of_5000_characters_is_refused_and_kept(client, editor):
    response = client.post(ADD, form_data(title="z" * 5000))
    assert "250" in errors_of(response)
    assert "z" * 5000 in response.content.decode()


def test_a_text_of_100000_russian_words_is_saved(client, editor):
    client.post(ADD, form_data(body=f"<p>{'задержанный ' * 100_000}</p>"))
    assert Article.objects.get().word_count == 100_000


def test_a_longer_text_is_refused_and_kept(client, editor):
    text = "задержанный " * 180_000
    response = client.post(ADD, form_data(body=f"<p>{text}</p>"))
    assert "The text is too long" in errors_of(response)
    assert text in response.content.decode()


def test_null_bytes_are_no_server_error(client, editor):
    fields = ("title", "summary", "body", "dateline")
    response = client.post(ADD, form_data(**{field: f"before\x00after the {field}" for field in fields}))
    errors, page = response.context["adminform"].form.errors, response.content.decode()
    assert [field for field in fields if "Null characters" not in str(errors.get(field))] == []
    assert [field for field in fields if f"after the {field}" not in page] == []


def test_lone_surrogates_are_no_server_error(client, editor):
    fields = ("title", "body")
    data = form_data(**{field: f"before%ED%A0%80after the {field}" for field in fields})
    posted = "&".join(f"{name}={value}" for name, value in data.items())
    response = client.post(ADD, posted, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    article = Article.objects.get()
    assert [field for field in fields if f"after the {field}" not in getattr(article, field)] == []


WRONG_KEYS = [
    ",,,,",
    "," * 1000,
    "abc",
    "0",
    "-1",
    "99999999999999999999999999",
    "1.5",
    "\x00",
    "٣",
    "' OR 1=1",
    "12345678",
]


CHOICES = ["topics", "people", "places", "organizations", "section", "translation_of", "assigned_to"]


@pytest.mark.parametrize("key", WRONG_KEYS)
def test_unknown_choices_are_refused_each_and_the_text_kept(client, editor, key):
    response = client.post(ADD, form_data(title="Typed with care", **dict.fromkeys(CHOICES, key), **byline(person=key)))
    errors = response.context["adminform"].form.errors
    assert [field for field in CHOICES if field not in errors] == []
    bylines = response.context["inline_admin_formsets"][0].formset
    assert "person" in bylines.errors[0]
    assert "Typed with care" in response.content.decode()


@pytest.mark.parametrize("year", ["0001", "1492", "9999"])
def test_a_year_far_away_is_refused(client, editor, year):
    response = client.post(ADD, form_data(published_at=f"{year}-01-01 00:00"))
    assert "Give a year between 1900 and 2200." in errors_of(response)


def test_an_empty_headline_is_refused_and_the_text_kept(client, editor):
    response = client.post(ADD, form_data(title="", body="<p>Typed with care</p>"))
    assert "title" in response.context["adminform"].form.errors
    assert "Typed with care" in response.content.decode()


def test_a_byline_that_was_removed_meanwhile_is_a_new_one(client, editor):
    article = make_article(published=False, by=make_person())
    key = article.bylines.get().pk
    article.bylines.all().delete()
    gone = {
        "bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 1, "bylines-0-id": key, "bylines-0-article": article.pk,
        "bylines-0-position": 0, "bylines-0-role": "author", "bylines-0-text": "X",
    }  # fmt: skip
    saved(client.post(change(article), form_data(article, **gone)), article)
    assert article.bylines.get().text == "X"


# The page itself -------------------------------------------------------------------------------------------------------


def test_the_editor_needs_no_exception_from_the_security_policy(client, editor):
    assert client.get(ADD)["Content-Security-Policy"] == client.get("/admin/")["Content-Security-Policy"]


def test_the_shipped_editor_can_be_told_to_put_no_style_sheet_into_the_page():
    shipped = Path(finders.find("django_prose_editor/editor.js")).read_text(encoding="utf-8")
    ours = Path(finders.find("newsroom/admin/editor.js")).read_text(encoding="utf-8")
    assert "this.options.injectCSS&&" in shipped
    assert "injectCSS: false" in ours


def test_no_admin_template_holds_inline_script_or_style():
    for template in (settings.BASE_DIR / "templates" / "admin").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text), template


@pytest.mark.parametrize("button", sorted(EDITOR_MAKES))
def test_what_each_button_makes_survives_the_cleaner(button):
    assert body.clean(EDITOR_MAKES[button]) == EDITOR_MAKES[button]


def test_the_form_offers_only_what_the_user_may_do(client, reporter):
    page = client.get(ADD).content.decode()
    assert 'name="_continue"' in page
    assert 'name="_publish"' not in page


def test_a_section_of_another_edition_takes_the_story_there_without_a_script(client, editor):
    there = make_section("Суды", "ru")
    client.post(ADD, form_data(section=there.pk))
    story = Article.objects.get()
    assert (story.language, story.section) == ("ru", there)
    client.post(change(story), form_data(story, section=make_section("Courts").pk))
    story.refresh_from_db()
    assert (story.language, story.section.name) == ("en", "Courts")


def test_a_language_that_was_chosen_beside_a_strange_section_asks(client, editor):
    story = make_article(published=False)
    answer = client.post(change(story), form_data(story, language="ru"))
    assert "belongs to the edition" in errors_of(answer)
