"""The one door for what readers find around the stories: sections, topics, standing pages, and what stands on the front page."""

from django.db import transaction

from articles.models import FrontPage, Pin
from articles.rendering import texts
from people.base.locks import take_turn
from people.naming import slugs
from people.signals import announce_change


@transaction.atomic
def save(row, *, old_slug: str = ""):
    """Store a section, topic or standing page with what readers see of it.

    The address that it had until now redirects, where there is one.
    """
    take_turn()
    row.save()
    texts.store_rows([row])
    if old_slug and old_slug != row.slug:
        slugs.move(row, row.slug)  # an address of its own that it takes back redirects no longer
        slugs.remember(row, old_slug)
    announce_change(type(row), [row.pk])
    return row


@transaction.atomic
def pin(front_page, pins) -> list[Pin]:
    """Make these unsaved pins the pins of the front page. Old ones go first, so that stories may change places."""
    front_page.pins.all().delete()
    stored = Pin.objects.bulk_create(pins)
    announce_change(FrontPage, [front_page.pk])
    return stored


save.alters_data = pin.alters_data = True
