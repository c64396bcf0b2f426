"""The one door for what readers find around the stories: sections, topics, packages, standing pages, redirects, the glossary,
what stands on the fronts, and the breaking bar."""

import datetime

from django.db import transaction
from django.db.models import F

from articles.models import BreakingLine, FrontPage, MissingAddress, Package, PackageStory, Pin, Redirect, Term
from articles.rendering import explaining, texts
from people.base.locks import take_turn
from people.naming import slugs
from people.signals import announce_change

FORGOTTEN_AFTER = datetime.timedelta(days=90)
MOST_MISSING = 1000


@transaction.atomic
def save(row, *, old_slug: str = ""):
    """Store a section, topic, package, standing page or service with what readers see of it.

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
def remove_from_staff(entry):
    """Readers are told no longer that the person works here."""
    key = entry.pk
    entry.delete()
    announce_change(type(entry), [key])


@transaction.atomic
def explain(term) -> Term:
    """Store a word of the glossary; stories that use it lead to it from now on."""
    take_turn()
    before = Term.objects.filter(pk=term.pk).first()
    term.save()
    texts.store_rows([term])
    explaining.follow(term, before)
    announce_change(Term, [term.pk])
    return term


@transaction.atomic
def pin(front_page, pins) -> list[Pin]:
    """Make these unsaved pins the pins of the front. Old ones go first, so that stories may change places."""
    front_page.pins.all().delete()
    stored = Pin.objects.bulk_create(pins)
    announce_change(FrontPage, [front_page.pk])
    return stored


@transaction.atomic
def pack(package, stories) -> list[PackageStory]:
    """Make these stories the package's, in this order."""
    package.parts.all().delete()
    parts = [PackageStory(package=package, article_id=key, position=number) for number, key in enumerate(stories, 1)]
    stored = PackageStory.objects.bulk_create(parts)
    texts.store_rows([package])  # its words mean whom its stories name
    announce_change(Package, [package.pk])
    return stored


@transaction.atomic
def break_news(line) -> BreakingLine:
    """Show this bar on every page of its edition until its time is over."""
    take_turn()
    line.save()
    texts.store_rows([line])
    announce_change(BreakingLine, [line.pk])
    return line


@transaction.atomic
def end_breaking(language: str):
    """Take the bar of an edition away before its time."""
    lines = list(BreakingLine.objects.in_edition(language))
    announce_change(BreakingLine, [line.pk for line in lines])
    BreakingLine.objects.in_edition(language).delete()


@transaction.atomic
def redirect(row) -> Redirect:
    """Store a redirect. Its old address is looked after from now on."""
    row.save()
    MissingAddress.objects.filter(path=row.path).delete()
    announce_change(Redirect, [row.pk])
    return row


@transaction.atomic
def note_missing(counts: dict[str, int], day: datetime.date):
    """Add to the numbers of addresses that readers asked for in vain; those that nobody asks for any more go."""
    MissingAddress.objects.filter(asked_on__lt=day - FORGOTTEN_AFTER).delete()
    for path, count in counts.items():
        MissingAddress.objects.get_or_create(path=path, defaults={"asked_on": day})
        MissingAddress.objects.filter(path=path).update(count=F("count") + count, asked_on=day)
    kept = MissingAddress.objects.values_list("pk", flat=True)[:MOST_MISSING]
    MissingAddress.objects.exclude(pk__in=list(kept)).delete()


save.alters_data = remove_from_staff.alters_data = explain.alters_data = pin.alters_data = pack.alters_data = True
break_news.alters_data = end_breaking.alters_data = redirect.alters_data = note_missing.alters_data = True
