"""The grid of the picture library: what it shows, finds and narrows, and for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import ArticleImage, Image, Portrait
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_image, make_person, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/image/"


def shown(response) -> set[int]:
    assert response.status_code == 200
    return {card.image.pk for card in response.context["cl"].cards}


def found(client, **asked) -> set[int]:
    return shown(client.get(LIST, asked))


@pytest.mark.parametrize("rows", [2, 20])
def test_the_grid_stays_within_its_query_budget(client, editor, django_assert_max_num_queries, rows):
    for _ in range(rows):
        image = make_image(shows=[make_person()])
        ArticleImage.objects.create(article=make_article(), image=image, place="lead")
    with django_assert_max_num_queries(9):
        client.get(LIST)


@pytest.mark.parametrize("rows", [2, 20])
def test_a_search_stays_within_its_query_budget(client, editor, django_assert_max_num_queries, rows):
    for _ in range(rows):
        make_image(caption="The lake", shows=[make_person()])
    with django_assert_max_num_queries(11):
        client.get(LIST, {"q": "lake Muratbai"})


def test_a_card_leads_to_the_form_and_says_what_is_missing(client, editor):
    image = make_image(caption="The shore <b>today</b>", is_file_photo=True, rights_until=timezone.localdate())
    page = client.get(LIST).content.decode()
    assert f'href="/admin/articles/image/{image.pk}/change/"' in page
    assert f"/admin/media/{image.token}/240.jpg" in page
    assert "The shore &lt;b&gt;today&lt;/b&gt;" in page
    for mark in ("No description", "No credit", "File photo", "Rights end"):
        assert mark in page


@pytest.mark.parametrize("query", ["СОЛЬ", "озеро соль"])
def test_search_finds_words_in_any_case(client, editor, query):
    image = make_image(caption="Соль на дне озеро")
    make_image(caption="Другое")
    assert found(client, q=query) == {image.pk}


@pytest.mark.parametrize("query", ["Muratbai", "Муратбай", "Muratbay Aqylbek"])
def test_search_finds_who_is_shown_by_any_spelling(client, editor, query):
    image = make_image(shows=[make_person("Aqylbek Muratbai")])
    make_image(shows=[make_person("Dana Sarsen")])
    assert found(client, q=query) == {image.pk}


def test_a_reporter_finds_nothing_by_a_withheld_name(client, reporter):
    person = make_person("Aqylbek Muratbai")
    image = make_image(caption="Aqylbek Muratbai at home", notes="Aqylbek Muratbai", shows=[person])
    ArticleImage.objects.create(article=make_article(), image=image, place="body")
    person.exposure = Exposure.WITHHELD
    person.save()
    naming.refresh(person, was=Exposure.NAMED)
    assert found(client) == {image.pk}
    assert found(client, q="Muratbai") == set()
    assert "Muratbai" not in client.get(LIST).content.decode()
    assert "Muratbai" not in client.get(f"{LIST}{image.pk}/change/").content.decode()


def test_a_reporter_finds_public_words_of_others(client, reporter):
    image = make_image(caption="Соль на озере")
    ArticleImage.objects.create(article=make_article(), image=image, place="body")
    assert found(client, q="соль") == {image.pk}


@pytest.mark.parametrize("query", ["\x00", "' OR 1=1 --", "%", "_" * 5000, "word " * 2000])
def test_no_search_is_a_server_error(client, editor, query):
    assert client.get(LIST, {"q": query}).status_code == 200
    assert client.get(f"{LIST}choose/", {"q": query}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "\x00"])
def test_no_page_of_the_chooser_is_a_server_error(client, editor, page):
    assert client.get(f"{LIST}choose/", {"page": page}).status_code == 200


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


COMPLETE = {"alt": "A lake", "credit": "Dana Sarsen", "licence": "own"}


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({"missing": "alt"}, {"alt": ""}),
        ({"missing": "credit"}, {"credit": ""}),
        ({"is_file_photo__exact": "1"}, {"is_file_photo": True}),
        ({"rights": "soon"}, {"rights_until": today(30)}),
        ({"rights": "ended"}, {"rights_until": today(-1)}),
        ({"licence": "cc-by"}, {"licence": "cc-by"}),
        ({"licence": "none"}, {"licence": ""}),
        ({"standing": "waiting"}, {"state": "waiting"}),
        ({"standing": "failed"}, {"state": "failed"}),
        ({"standing": "withdrawn"}, {"withdrawn_at": timezone.now()}),
    ],
)
def test_the_grid_is_narrowed_by_what_a_desk_asks(client, editor, asked, fields):
    image = make_image(**COMPLETE | fields)
    make_image(**COMPLETE | {"rights_until": today(90)})
    assert found(client, **asked) == {image.pk}


def test_the_grid_is_narrowed_to_what_is_used_and_to_ones_own(client, editor):
    mine, used, portrait = make_image(uploaded_by=editor), make_image(), make_image()
    ArticleImage.objects.create(article=make_article(), image=used, place="lead")
    Portrait.objects.create(subject=make_person(), image=portrait)
    assert found(client, use="used") == {used.pk, portrait.pk}
    assert found(client, use="unused") == {mine.pk}
    assert found(client, whose="mine") == {mine.pk}


def test_a_reporter_sees_their_own_pictures_and_those_of_stories_they_may_see(client, reporter):
    own, public, draft, _strange = make_image(uploaded_by=reporter), make_image(), make_image(), make_image()
    ArticleImage.objects.create(article=make_article(), image=public, place="body")
    ArticleImage.objects.create(article=make_article(published=False), image=draft, place="body")
    assert found(client) == {own.pk, public.pk}
    chosen = {card.image.pk for card in client.get(f"{LIST}choose/").context["cards"]}
    assert chosen == {own.pk, public.pk}


def test_the_chooser_offers_no_withdrawn_picture(client, editor):
    make_image(withdrawn_at=timezone.now())
    assert client.get(f"{LIST}choose/").context["cards"] == []


@pytest.mark.parametrize("rows", [2, 20])
def test_the_chooser_stays_within_its_query_budget(client, editor, django_assert_max_num_queries, rows):
    for _ in range(rows):
        make_image(shows=[make_person()])
    with django_assert_max_num_queries(7):
        client.get(f"{LIST}choose/")


def test_the_address_to_add_pictures_is_closed_without_the_right_to_it(client):
    client.force_login(make_user("tagger"))
    assert client.get(f"{LIST}add/").status_code == 403


def test_the_library_is_closed_without_the_right_to_it(client):
    client.force_login(make_user(""))
    image = make_image()
    for path in ("", "choose/", f"{image.pk}/change/", f"{image.pk}/redact/", f"{image.pk}/withdraw/"):
        assert client.get(f"{LIST}{path}").status_code in {302, 403}, path
    assert client.post(f"{LIST}upload/").status_code == 403
    assert Image.objects.count() == 1
