"""Doors of the admin of stories that a browser seldom opens: what they refuse, and that none of them is a server error."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article, Byline, Page, Status
from tests.factories import make_article, make_person, make_section, make_user
from tests.support.admin import as_typed

LIST = "/admin/articles/article/"


# Outside a transaction -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_story_is_taken_down_where_nothing_opened_a_transaction(client, chief):
    article = make_article()
    response = client.post(f"{LIST}{article.pk}/unpublish/", {"reason": "An error"})
    article.refresh_from_db()
    assert (response.status_code, article.status) == (302, Status.WITHDRAWN)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("make", [make_article, make_section, make_person])
def test_a_post_to_the_history_only_shows_it(client, editor, make):
    row = make()
    address = reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_history", args=[row.pk])
    assert client.post(address).status_code == 200


# Addresses that nobody is led to ---------------------------------------------------------------------------------------

HUGE = "9" * 30


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [
        "published_at__year=9999",
        "published_at__year=1",
        "published_at__year=2020&published_at__month=13",
        f"published_at__month={HUGE}",
        "published_at__year__exact=9999",
        f"section__id__exact={HUGE}",
        f"section__id__exact=-{HUGE}",
        f"section__id__in=1,{HUGE}",
        "kind=%00",
        "language__exact=%00",
    ],
)
def test_no_address_of_the_list_is_a_server_error(client, editor, asked):
    make_article()
    response = client.get(f"{LIST}?{asked}", follow=True)
    assert response.status_code in {200, 400}


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["%C2%B2", HUGE, "-1", "%00", "x"])
@pytest.mark.parametrize("page", ["articles/article", "articles/section", "articles/page", "newsroom/user"])
def test_no_key_in_an_address_is_a_server_error(client, key, page):
    client.force_login(make_user("admin"))
    address = f"/admin/{page}/{key}/change/"
    assert {client.get(address).status_code, client.post(address).status_code} <= {302, 404}


# What a form refuses ---------------------------------------------------------------------------------------------------

ADD = f"{LIST}add/"


@pytest.mark.django_db
def test_a_reporter_joins_no_draft_to_a_strange_story(client, reporter):
    original = make_article("Original")
    data = as_typed(client.get(ADD), title="Перевод", language="ru", translation_of=original.pk)
    response = client.post(ADD, data)
    assert "translation_of" in response.context["adminform"].form.errors
    assert Article.objects.get() == original


@pytest.mark.django_db
def test_a_reporter_keeps_the_translation_that_an_editor_joined(client, reporter):
    original = make_article("Original")
    mine = make_article("Перевод", language="ru", published=False, created_by=reporter)
    Article.objects.filter(pk=mine.pk).update(translation_key=original.translation_key)
    address = f"{LIST}{mine.pk}/change/"
    assert client.post(address, as_typed(client.get(address), title="Ещё раз")).status_code == 302
    mine.refresh_from_db()
    assert (mine.title, mine.translation_key) == ("Ещё раз", original.translation_key)


@pytest.mark.django_db
def test_the_version_in_the_way_is_named(client, editor):
    original = make_article("Original")
    other = make_article("Черновик <b>", language="ru", published=False)
    Article.objects.filter(pk=other.pk).update(translation_key=original.translation_key)
    response = client.post(ADD, as_typed(client.get(ADD), title="Перевод", language="ru", translation_of=original.pk))
    assert f'<a href="{LIST}{other.pk}/change/">Черновик &lt;b&gt;</a>' in response.text


@pytest.mark.django_db
def test_a_version_in_the_way_that_is_not_theirs_is_not_named(client, reporter):
    original = make_article("Original", assigned_to=reporter)
    other = make_article("Canary", language="ru", published=False)
    Article.objects.filter(pk=other.pk).update(translation_key=original.translation_key)
    response = client.post(ADD, as_typed(client.get(ADD), title="Перевод", language="ru", translation_of=original.pk))
    assert "translation_of" in response.context["adminform"].form.errors
    assert "Canary" not in response.text


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["", "long " * 1000, "with \x00"])
@pytest.mark.parametrize("is_new", [True, False])
def test_a_headline_that_cannot_be_is_the_only_complaint(client, editor, title, is_new):
    address = ADD if is_new else f"{LIST}{make_article(published=False).pk}/change/"
    form = client.post(address, as_typed(client.get(address), title=title)).context["adminform"].form
    assert list(form.errors) == ["title"]


@pytest.mark.django_db
def test_no_post_makes_the_desk_read_thousands_of_forms(client, editor, monkeypatch):
    prefixes = {"bylines", "corrections"}
    address = f"{LIST}{make_article().pk}/change/"
    data = as_typed(client.get(address)) | {f"{prefix}-TOTAL_FORMS": "99999" for prefix in prefixes}
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")  # nobody looks at it here
    formsets = [inline.formset for inline in client.post(address, data).context_data["inline_admin_formsets"]]
    asked = {formset.prefix: formset for formset in formsets if formset.prefix in prefixes}
    assert asked.keys() == prefixes
    assert [prefix for prefix, formset in asked.items() if len(formset.forms) > 60] == []
    assert [prefix for prefix, formset in asked.items() if not formset.non_form_errors()] == []


@pytest.mark.django_db
def test_a_story_with_more_parts_than_are_added_at_once_is_saved(client, editor):
    article = make_article(published=False)
    Byline.objects.bulk_create(Byline(article=article, text=f"Agency {number}") for number in range(70))
    address = f"{LIST}{article.pk}/change/"
    assert client.post(address, as_typed(client.get(address), title="Changed")).status_code == 302
    assert article.bylines.count() == 70


# Standing pages --------------------------------------------------------------------------------------------------------

PAGE = "/admin/articles/page/add/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "slug", ["people", "places", "organizations", "archive", "corrections", "admin", "ru", "livez"]
)
def test_a_page_takes_no_address_of_another_part_of_the_site(client, editor, slug):
    response = client.post(PAGE, as_typed(client.get(PAGE), title="A page", slug=slug, body="<p>Text.</p>"))
    assert list(response.context["adminform"].form.errors) == ["slug"]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "slug"), [("en", "about"), ("ru", "about"), ("ru", "admin")])
def test_a_page_at_a_free_address_is_found_there(client, editor, language, slug):
    data = as_typed(client.get(PAGE), title="A page", slug=slug, language=language, body="<p>Text.</p>")
    assert client.post(PAGE, data).status_code == 302
    assert client.get(Page.objects.get().get_absolute_url()).status_code == 200


# For who hears the page ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_control_of_a_table_carries_the_name_of_its_column(client, editor):
    response = client.get("/admin/people/person/add/")
    assert 'aria-label="Language"' in response.text
    assert 'aria-label="Seen by"' in response.text


# Sent twice ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_new_story_sent_twice_is_one_story(client, reporter):
    data = as_typed(client.get(ADD), title="Once", body="<p>Text.</p>")
    first, second = client.post(ADD, data), client.post(ADD, data)
    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert Article.objects.get().title == "Once"


@pytest.mark.django_db
def test_what_was_typed_after_going_back_is_not_lost(client, reporter):
    data = as_typed(client.get(ADD), title="First", body="<p>Text.</p>")
    client.post(ADD, data)
    client.post(ADD, data | {"title": "Second"})
    assert set(Article.objects.values_list("title", flat=True)) == {"First", "Second"}


@pytest.mark.django_db
def test_the_key_of_a_form_outlives_its_errors(client, reporter):
    refused = client.post(ADD, as_typed(client.get(ADD), title=""))
    data = as_typed(refused, title="Once")
    client.post(ADD, data)
    client.post(ADD, data)
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_two_forms_with_the_same_text_are_two_stories(client, reporter):
    for _ in range(2):
        client.post(ADD, as_typed(client.get(ADD), title="Weather"))
    assert Article.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_story(client, reporter):
    data = as_typed(client.get(ADD), title="Once", body="<p>Text.</p>")
    together = Barrier(2)

    def click(_):
        browser = Client()
        browser.force_login(reporter)
        together.wait(10)
        try:
            return browser.post(ADD, data)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        places = set(threads.map(click, range(2)))
    assert places == {f"{LIST}{Article.objects.get().pk}/change/"}
