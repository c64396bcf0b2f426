"""Letters that readers take for one are one for search and for "there is one of this name": ё and е, é and e, every dash."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from articles.models import Article, Image, Topic
from people.models import NameToken, Person
from people.names import search_fold
from tests.factories import make_article, make_image, make_person, make_section, make_topic, make_user
from tests.support.admin import as_typed

pytestmark = pytest.mark.django_db

FORM = {"language": "ru", "slug": "", "intro": "", "position": 0}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ёлка", "елка"),
        ("Е\u0308лка", "ёлка"),  # composed and not
        ("Йод", "И\u0306од"),
        ("Кафе\u0301", "кафе"),  # a sign of stress
        ("Café Łódź", "cafe lodz"),
        ("Oʻzbekiston", "O'zbekiston"),
        ("O’zbekiston", "O`zbekiston"),
        ("Султан‑Бекова", "султан–бекова"),
        ("нет\u00a0пробела", "нет пробела"),
        ("«Дом»", '"дом"'),
    ],
)
def test_what_readers_take_for_one_is_one(one, other):
    assert search_fold(one) == search_fold(other)


@pytest.mark.parametrize(("one", "other"), [("мой", "мои"), ("қала", "кала"), ("ұл", "ул"), ("ў", "у"), ("ї", "і")])
def test_other_letters_stay_apart(one, other):
    assert search_fold(one) != search_fold(other)


@pytest.mark.parametrize("written", ["Ёлка горит", "Елка горит"])
@pytest.mark.parametrize("asked", ["ёлка", "ЕЛКА", "е\u0308лка"])
def test_stories_topics_sections_and_pictures_are_found_by_either_letter(written, asked):
    make_article(title=written)
    make_topic(written, "ru")
    make_section(written, "ru")
    make_image(alt=written)
    assert Article.objects.containing(asked).exists()
    assert Article.objects.containing(asked, public=True).exists()
    assert Topic.objects.named_like(asked).exists()
    assert Image.objects.containing(asked).exists()
    assert Image.objects.publicly_containing(asked).exists()


@pytest.mark.parametrize(("alt", "asked"), [("Une Crèche", "creche"), ("O‘rta–yo‘l", "o'rta-yo'l"), ("a.b", "a.b")])
def test_pictures_of_others_are_found_as_readers_read_them(alt, asked):
    make_image(alt=alt)
    make_image(alt="aXb")
    assert [image.alt for image in Image.objects.publicly_containing(asked)] == [alt]


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Артём Ёлкин", "Артем Елкин"),
        ("Артем Елкин", "Артём Ёлкин"),
        ("Артём Ёлкин", "елкин"),
        ("Артём Ёлкин", "Ёл"),
        ("Семён Королёв", "королев"),
        ("Артём Ёлкин", "Yolkin"),
    ],
)
def test_a_person_is_found_by_either_letter(name, asked):
    make_person(name)
    assert Person.objects.named_like(asked).count() == 1


def test_who_is_called_just_so_stands_first():
    make_person("Артём Ёлкин"), make_person("Артем Елкин")
    for asked in ("Артём Ёлкин", "Артем Елкин"):
        assert Person.objects.named_like(asked).closest_first("pk").first().label == asked


@pytest.mark.parametrize("kind", ["topic", "section"])
@pytest.mark.parametrize(("there", "new"), [("Ёлка", "Елка"), ("ЕЛКА", "ёлка")])
def test_a_second_one_of_the_same_name_is_refused_with_a_link(client, kind, there, new):
    client.force_login(make_user("editor"))
    first = make_topic(there, "ru") if kind == "topic" else make_section(there, "ru")
    response = client.post(f"/admin/articles/{kind}/add/", FORM | {"name": new})
    assert f"There is a {kind} of this name already." in str(response.context["errors"])
    assert f'<a href="/admin/articles/{kind}/{first.pk}/change/">{there}</a>' in response.content.decode()
    assert first._meta.model.objects.count() == 1


def test_a_topic_keeps_its_name_when_it_is_saved_again(client):
    client.force_login(make_user("editor"))
    topic = make_topic("Ёлка", "ru")
    address = f"/admin/articles/topic/{topic.pk}/change/"
    client.post(address, as_typed(client.get(address), name="Елка"))
    topic.refresh_from_db()
    assert topic.name == "Елка"


# What was stored before -----------------------------------------------------------------------------------------------


def migrate(app: str, name: str):
    return import_module(f"{app}.migrations.{name}")


def test_what_is_stored_already_is_found_after_the_upgrade():
    story, image = make_article(title="Ёлка"), make_image(alt="Ёлка")
    Article.objects.filter(pk=story.pk).update(folded="ёлка", public_folded="ёлка")
    Image.objects.filter(pk=image.pk).update(folded="ёлка")
    migrate("articles", "0017_letters_alike").fold(apps, connection.schema_editor())
    assert Article.objects.containing("елка").exists()
    assert Article.objects.containing("елка", public=True).exists()
    assert Image.objects.containing("елка").exists()


def test_two_topics_that_are_one_now_both_stay_and_are_found():
    one, two = make_topic("Ёлка", "ru"), make_topic("Дубль", "ru")
    Topic.objects.filter(pk=one.pk).update(folded="ёлка")
    Topic.objects.filter(pk=two.pk).update(name="Елка", folded="елка")
    migrate("articles", "0017_letters_alike").fold(apps, connection.schema_editor())
    assert set(Topic.objects.named_like("елка")) == {one, two}


def test_a_name_that_is_stored_already_gets_its_second_spelling():
    person = make_person("Артём Ёлкин")
    NameToken.objects.filter(name__subject=person, token__in=["artem", "elkin"]).delete()
    assert not Person.objects.named_like("Елкин").exists()
    for _again in range(2):
        migrate("people", "0012_yo_tokens").store(apps, connection.schema_editor())
    assert Person.objects.named_like("Елкин").exists()
