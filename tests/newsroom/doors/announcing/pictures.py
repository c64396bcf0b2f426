"""Pictures: their words, files and whom they show."""

from django.utils import timezone

from articles import library
from articles.library import renditions
from articles.models import Image
from articles.rendering import pictures
from people.models import Subject
from tests.factories import (
    make_image,
    make_person,
)
from tests.newsroom.doors.announcing.making import opened
from tests.newsroom.doors.announcing.table import announces


@announces("articles.library.changes.describe", Image)
def describe(desk):
    image = make_image(caption="Another caption")
    return lambda: library.describe(image, by=desk.editor)


@announces("articles.library.changes.set_focal_point", Image)
def set_focal_point(desk):
    image = make_image()
    return lambda: library.set_focal_point(image, 0.1, 0.9, by=desk.editor)


@announces("articles.library.changes.set_portraits", Subject)
def set_portraits(desk):
    image, person = make_image(), make_person()
    return lambda: library.set_portraits(image, [person], by=desk.editor)


@announces("articles.library.changes.redact", Image)
def redact(desk):
    image = make_image(with_files=True)
    area = {"shape": "rectangle", "style": "solid", "x": 0.1, "y": 0.1, "width": 0.5, "height": 0.5}
    return lambda: library.redact(image, [area], by=desk.chief)


@announces("articles.library.changes.withdraw", Image)
def withdraw_picture(desk):
    image = make_image()
    return lambda: library.withdraw(image, by=desk.chief)


@announces("articles.library.changes.bring_back", Image)
def bring_picture_back(desk):
    image = make_image(withdrawn_at=timezone.now())
    return lambda: library.bring_back(image, by=desk.chief)


@announces("articles.library.renditions.prepare", Image)
def prepare(desk):
    image = make_image(with_files=True)
    Image.objects.filter(pk=image.pk).update(state="waiting")
    return lambda: renditions.prepare(image)


@announces("articles.rendering.pictures.rederive", Image)
def rederive(desk):
    image = make_image()
    return lambda: pictures.rederive(Image.objects.filter(pk=image.pk))


@announces("admin articles.image", Image)
def picture_form(desk):
    return opened(desk, "articles_image", make_image(alt="A street"), alt="Another street")
