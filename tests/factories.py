"""Rows for tests: state only what matters, the rest is plausible."""

import functools
import io
import itertools
from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone

from articles import library
from articles.library import image_uses, renditions
from articles.models import Article, Byline, Correction, Image, ImageSubject, Mention, Package, Section, Topic
from articles.rendering import pictures, rebuild
from articles.site import changes
from newsroom.models import User
from people import naming
from people.models import Organization, Person, Place
from tests.workshop import without_child

numbers = itertools.count(1)


def make_user(role: str = "editor", **fields) -> User:
    """An account with a role of newsroom/accounts/roles.py; role "" is an account without any."""
    username = fields.pop("username", f"{role or 'nobody'}{next(numbers)}")
    user = User.objects.create_user(username, password="a long pass phrase", **fields | {"is_staff": True})
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def the_desk() -> User:
    """The account that whatever nobody else has made is of."""
    return User.objects.filter(username="desk").first() or make_user(username="desk")


def make_person(name: str = "Aqylbek Muratbai", **fields) -> Person:
    return naming.create(Person, name, **fields)


def make_place(name: str = "Nukus", **fields) -> Place:
    return naming.create(Place, name, **fields)


def make_organization(name: str = "Freedom for Eurasia", **fields) -> Organization:
    return naming.create(Organization, name, **fields)


def make_section(name: str = "Human Rights", language: str = "en", **fields) -> Section:
    return Section.objects.get_or_create(name=name, language=language, defaults=fields)[0]


def make_package(heading: str = "The ferry", *stories, language: str = "en", **fields) -> Package:
    """A package of these stories, in this order, as an editor saves it."""
    package = changes.save(Package(heading=heading, language=language, **fields))
    changes.pack(package, [story.pk for story in stories])
    return package


def make_topic(name: str = "Courts", language: str = "en") -> Topic:
    return Topic.objects.create(name=name, language=language)


def make_article(
    title: str = "", *, published=True, at=None, section=None, about=(), topics=(), by=None, created_by=None, **fields
) -> Article:
    """A story, published an hour ago unless told otherwise: ``published=False`` is a draft, ``at`` a time."""
    language = fields.setdefault("language", "en")
    if published:
        fields.setdefault("status", "published")
        fields.setdefault("published_at", at or timezone.now() - timedelta(hours=1))
    article = Article.objects.create(
        title=title or f"Story number {next(numbers)}",
        body=fields.pop("body", "<p>Something happened, and people saw it.</p>"),
        section=section or make_section("Human Rights" if language == "en" else f"Section {language}", language),
        created_by=created_by or the_desk(),
        **fields,
    )
    Mention.objects.bulk_create(Mention(article=article, subject_id=subject.pk) for subject in about)
    if by:
        Byline.objects.create(article=article, person=by)
    if topics:
        article.topics.add(*topics)
    if article.lead_image_id or "data-image" in article.body:
        image_uses.keep_uses(article, by=the_desk())
    rebuild(Article.objects.filter(pk=article.pk))
    article.refresh_from_db()
    return article


def make_correction(article, text: str = "An earlier version gave a wrong date.", **fields) -> Correction:
    note = Correction.objects.create(article=article, text=text, **fields)
    rebuild(Article.objects.filter(pk=article.pk))
    note.refresh_from_db()
    return note


def make_image(*, with_files=False, shows=(), uploaded_by=None, **fields) -> Image:
    """A ready picture: a row alone, or with all of its files, made of a small real picture by the library's door."""
    by = uploaded_by or the_desk()
    if with_files:
        with without_child():
            image = library.add(ContentFile(picture_bytes(), name="picture.png"), by=by)
            renditions.prepare(image)
        Image.objects.filter(pk=image.pk).update(**{"state": "ready"} | fields)
    else:
        image = Image.objects.create(**{"width": 1200, "height": 800, "state": "ready", "uploaded_by": by} | fields)
    ImageSubject.objects.bulk_create(ImageSubject(image=image, subject_id=subject.pk) for subject in shows)
    pictures.rederive(Image.objects.filter(pk=image.pk))
    image.refresh_from_db()
    return image


@functools.cache
def picture_bytes(format="PNG", size=(90, 60), colour="teal") -> bytes:
    """A small picture as a file of the format."""
    from PIL import Image as Pillow

    file = io.BytesIO()
    Pillow.new("RGB", size, colour).save(file, format)
    return file.getvalue()
