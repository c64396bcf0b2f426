"""The form of those who tag stories: it says whom a story names, and nothing else of it."""

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles import workflow
from articles.models import Article, AuditEntry
from tests.factories import make_article, make_person, make_place, make_user
from tests.support.story_form import change, form_data

pytestmark = pytest.mark.django_db

MAY = ["tag_article", "view_article", "view_person", "view_place", "view_organization", "add_person"]


@pytest.fixture
def tagger(client):
    user = make_user("")
    user.user_permissions.set(Permission.objects.filter(codename__in=MAY))
    client.force_login(user)
    return user


def address(article) -> str:
    return reverse("admin:articles_article_tags", args=[article.pk])


def post(client, article, **fields):
    return client.post(address(article), {"opened_version": article.version} | fields)


def tags(article) -> dict:
    return dict(article.mentions.values_list("subject", "state"))


def test_the_list_leads_a_tagger_to_the_narrow_form(client, tagger):
    article = make_article()
    assert client.get(change(article))["Location"] == address(article)


def test_who_writes_on_the_story_gets_the_writing_form(client, editor):
    editor.user_permissions.add(Permission.objects.get(codename="tag_article"))
    article = make_article()
    assert client.get(address(article))["Location"] == change(article)


def test_a_tagger_reads_the_story_and_tags_it(client, tagger):
    article, person, place = make_article("Two days in Nukus"), make_person(), make_place()
    assert "Two days in Nukus" in client.get(address(article)).content.decode()
    response = post(client, article, people=[person.pk], places=[place.pk], main_subjects=[person.pk])
    assert response.status_code == 302
    assert tags(article) == {person.pk: "confirmed", place.pk: "confirmed"}
    assert article.mentions.get(prominence="main").subject_id == person.pk


def test_readers_find_the_tag_at_once(client, tagger):
    article = make_article(body="<p>Aqylbek Muratbai spoke.</p>")
    post(client, article, people=[make_person().pk])
    article.refresh_from_db()
    assert "<a" in article.body_html


def test_nothing_else_of_the_story_can_be_posted(client, tagger):
    article = make_article("As it was")
    before = Article.objects.filter(pk=article.pk).values("title", "body", "slug", "status", "published_at", "section")
    kept = before.get()
    post(
        client, article, **form_data(article, title="Mine", body="<p>Mine.</p>", slug="mine", _publish="1", section="")
    )
    assert before.get() == kept


def test_the_narrow_form_asks_for_nothing_but_tags(client, tagger):
    asked = client.get(address(make_article())).context["form"].visible_fields()
    assert [field.name for field in asked] == ["people", "places", "organizations", "main_subjects"]


def test_the_writing_form_takes_nothing_from_a_tagger(client, tagger):
    article = make_article("As it was")
    assert client.post(change(article), form_data(article, title="Mine")).status_code == 403


def test_a_tag_is_a_version_and_an_entry_of_the_log(client, tagger):
    article = make_article()
    post(client, article, people=[make_person().pk])
    assert Article.objects.get(pk=article.pk).version == article.version + 1
    assert AuditEntry.objects.get(article=article).action == "tagged"


def test_a_form_opened_before_another_save_is_refused_and_keeps_its_tags(client, tagger):
    article, person = make_article(), make_person()
    Article.objects.filter(pk=article.pk).update(version=9)
    response = post(client, article, people=[person.pk])
    assert response.status_code == 200
    assert "Not saved" in response.content.decode()
    assert response.context["form"]["people"].value() == [str(person.pk)]
    assert tags(article) == {}


def test_a_subject_that_a_tagger_may_not_see_stays_tagged(client, tagger):
    hidden = make_person("Gulnara Sadykova", exposure="withheld")
    article = make_article(about=[hidden])
    post(client, article)
    assert tags(article) == {hidden.pk: "confirmed"}


def test_a_protected_name_in_the_text_is_not_shown_to_a_tagger(client, tagger):
    hidden = make_person("Gulnara Sadykova", exposure="withheld")
    article = make_article("Gulnara Sadykova speaks", body="<p>Gulnara Sadykova spoke.</p>", about=[hidden])
    panel = reverse("admin:articles_article_names", args=[article.pk])
    for html in (client.get(address(article)), client.get(f"{address(article)}?names=1"), client.post(panel)):
        assert "Sadykova" not in html.content.decode()


def test_the_panel_offers_what_the_stored_text_names(client, tagger):
    person = make_person()
    article = make_article(body="<p>Aqylbek Muratbai spoke.</p>")
    html = client.post(reverse("admin:articles_article_names", args=[article.pk])).content.decode()
    assert f'data-subject="{person.pk}"' in html


def test_a_tagger_without_scripts_ticks_the_names(client, tagger):
    article, person = make_article(body="<p>Aqylbek Muratbai spoke.</p>"), make_person()
    response = post(client, article, names_plain="1", names_tag=[person.pk])
    assert "names=1" in response["Location"]
    assert tags(article) == {person.pk: "confirmed"}


def test_not_this_one_is_remembered(client, tagger):
    person = make_person()
    article = make_article(about=[person])
    post(client, article, people=[person.pk], names_not=[person.pk])
    assert tags(article) == {person.pk: "rejected"}


def test_a_missing_person_is_added_with_the_plus_sign(client, tagger):
    assert "add_id_people" in client.get(address(make_article())).content.decode()


def test_a_reporter_has_no_narrow_form(client, reporter):
    assert client.get(address(make_article())).status_code == 403


def test_a_story_out_of_sight_is_tagged_by_nobody(client, tagger):
    article = make_article(published=False)
    Article.objects.filter(pk=article.pk).update(discarded_at="2026-01-01T00:00Z", created_by=tagger)
    assert client.get(address(article)).status_code == 403


def test_the_door_asks_for_the_permission():
    article = make_article()
    with pytest.raises(PermissionDenied):
        workflow.tag(article, by=make_user("reporter"), opened_version=1, chosen=(), main=(), shown=())


def test_a_tagger_reads_headings_and_items_as_such(client, tagger):
    article = make_article(body="<h2>The conditions</h2><ul><li>No travel &amp; no phone.</li></ul>")
    text = client.get(f"/admin/articles/article/{article.pk}/tags/").text

    assert '<h2 class="read-heading">The conditions</h2>' in text
    assert '<p class="read-li">No travel &amp; no phone.</p>' in text
