"""Readers' pages of subjects: the indexes, and a dossier for each person, organisation and place."""

from typing import Protocol

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from people.base import languages
from people.base.feeds import PageFeed, feed_address
from people.base.pages import Trail, absolute, paginate, public_page
from people.models import Exposure, Kind, Organization, Person, Place, Subject
from people.naming import slugs
from people.site import maps, structured
from people.site.filters import FILTERS

MODELS = {"person": Person, "organization": Organization, "place": Place}
INDEX_SIZE = 60
#: So many of the stories that a person signed stand on their page.
BY_SHOWN = 6


class Stories(Protocol):
    """What the project knows of stories, as the pages of subjects need it. All of it is public."""

    def about(self, subjects) -> QuerySet:
        """Stories that name any of the subjects (primary keys), newest first, ready for articles/_teaser.html."""

    def by(self, person) -> QuerySet:
        """Stories that the person signed."""

    def timeline(self, request, subjects):
        """Stories that name any of the subjects, as the request narrows them: articles.site.timelines.Timeline."""

    def timeline_by(self, request, person):
        """The same of those that the person signed."""

    def together(self, subjects, *, but=()) -> dict[Kind, list]:
        """Whom stories about the subjects name most often, too, each with ``story_count``; nobody of ``but``."""

    def seen_at(self, place) -> QuerySet:
        """Primary keys of subjects named in stories from the place or below it."""

    def front(self, place) -> dict:
        """What editors put on top of the place's page, with the keys of the stories in it as ``shown``; or nothing."""

    def portrait(self, subject):
        """The subject's picture as articles/_figure.html shows it, with ``as_json_ld()``; None if there is none to show."""

    def portraits(self, subjects) -> dict[int, object]:
        """The same of several (rows), by their keys, without a query for each."""

    def feed(self, request, form: str, subject, *, about=None):
        """The feed in that form: stories that name any of ``about`` (primary keys), else those that the subject signed."""

    def counts(self, subjects) -> dict[int, int]:
        """The number of stories about each of the subjects."""


@public_page
def index(request, kind, stories):
    model, language = MODELS[kind], languages.current()
    everyone = model.objects.public().labelled_in(language)
    found = FILTERS[kind](request.GET, queryset=everyone, request=request, stories=stories)
    page = paginate(request, found.qs.with_texts().closest_first("shown_label", "pk"), INDEX_SIZE)
    counts = stories.counts([subject.pk for subject in page])
    portraits = stories.portraits(list(page)) if kind == "person" else {}
    for subject in page:
        subject.story_count = counts.get(subject.pk, 0)
        subject.picture = portraits.get(subject.pk)
    context = {
        "kind": Kind(kind),
        "kinds": Kind,
        "filter": found,
        "letters": everyone.letters(),
        "letter": request.GET.get("letter", "")[:1].upper(),
        "page": page,
        "trail": Trail.home().to(Kind(kind).plural, Kind(kind).index_url),
    }
    return TemplateResponse(request, "people/index.html", context)


@public_page
def subject(request, kind, slug, stories):
    subject = MODELS[kind].objects.public().with_page_data().filter(slug=slug).first()
    if subject is None:
        return redirect(moved_to(kind, slug), permanent=True)
    language, own, trail = languages.current(), _meant_by(subject), trail_to(subject)
    portrait = stories.portrait(subject)
    front = stories.front(subject) if kind == "place" else {}
    context = {
        "subject": subject,
        "front": front,
        "label": subject.label_in(language),
        "portrait": portrait,
        "text": subject.text_in(language),
        "spellings": subject.other_spellings(language),
        "memberships": subject.shown_memberships(),
        "together": _together(subject, own, stories),
        "trail": trail,
        "canonical": absolute(subject.get_absolute_url()),
        "structured": [structured.subject(subject, language, portrait), trail.as_json_ld()],
    }
    if kind == "place":
        context |= maps.context(subject, language)
    return _with_timeline(request, f"people/{kind}.html", context | _stories_of(request, subject, own, stories))


def _stories_of(request, subject, own, stories) -> dict:
    """The stories about the subject, and apart from them the newest that they signed; whoever only writes is shown by those."""
    timeline, is_person = stories.timeline(request, own), subject.kind == Kind.PERSON
    if subject.kind != Kind.PLACE and not timeline.total_of_all:
        written = stories.timeline_by(request, subject)
        if written.total_of_all:
            feeds = [feed_of(subject, signed=True)] if is_person else []  # what desks signed has no feed
            return {"timeline": written, "is_by": True, "feeds": feeds}
    by = list(stories.by(subject).prefetch_related(None)[: BY_SHOWN + 1]) if is_person else []
    feeds = [feed_of(subject)] + ([feed_of(subject, signed=True)] if by else [])
    more = reverse("people:person_by", kwargs={"slug": subject.slug}) if len(by) > BY_SHOWN else ""
    return {"timeline": timeline, "by": by[:BY_SHOWN], "by_address": more, "feeds": feeds}


@public_page
def by(request, slug, stories):
    """All that a person signed, apart from the stories about them."""
    person = Person.objects.public().with_texts().filter(slug=slug).first()
    if person is None:
        return redirect("people:person_by", slug=moved_to("person", slug).slug, permanent=True)
    timeline = stories.timeline_by(request, person)
    if not timeline.total_of_all:
        raise Http404
    feed = feed_of(person, signed=True)
    trail = trail_to(person).to_above(person.get_absolute_url()).to(feed.title)
    context = {
        "subject": person,
        "label": feed.title,
        "text": person.text_here,
        "feeds": [feed],
        "timeline": timeline,
        "is_by": True,
        "trail": trail,
        "canonical": absolute(request.path),
        "structured": [trail.as_json_ld()],
    }
    return _with_timeline(request, "people/by.html", context)


def _with_timeline(request, template, context):
    """A choice of stories is for readers, not for search engines: they have the page with all of them."""
    timeline = context["timeline"]
    found, count = timeline.found, timeline.total
    if not timeline.is_narrowed and (shown := context.get("front", {}).get("shown")):
        again = found.filter(pk__in=shown).count()
        if again < count:  # else the front is the whole page, and the list tells that this is all
            found, count = found.exclude(pk__in=shown), count - again
    context["page"] = paginate(request, found, count=count)
    response = TemplateResponse(request, template, context)
    if timeline.is_narrowed:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _together(subject, own, stories) -> dict:
    """Nothing of somebody who is not shown by name: whom stories name beside them might tell who it is."""
    if not subject.is_named:
        return {}
    around = [place.pk for place in subject.around()] if subject.kind == Kind.PLACE else []
    return stories.together(own, but=around)


@public_page
def feed(request, kind, slug, form, stories, signed=False):
    """The stories that name the subject, or those that the person signed; where its page is, there is its feed."""
    subject = MODELS[kind].objects.public().with_texts().filter(slug=slug).first()
    if subject is None:
        return redirect(feed_address(feed_of(moved_to(kind, slug), signed=signed).page, form), permanent=True)
    return stories.feed(request, form, subject, about=None if signed else _meant_by(subject))


def _meant_by(subject):
    """The keys of those whose stories are the subject's own: a place's are those of what lies in it, too."""
    return subject.below() if subject.kind == Kind.PLACE else [subject.pk]


def feed_of(subject, *, signed: bool = False) -> PageFeed:
    page = subject.get_absolute_url()
    if signed:
        return PageFeed(gettext("Stories by %(name)s") % {"name": subject.local_label}, f"{page}by/")
    return PageFeed(subject.local_label, page)


def moved_to(kind: str, slug: str) -> Subject:
    """The public subject that once had this address, or into which the one that has it was merged; else Http404."""
    owner = Subject.objects.filter(kind=kind, slug=slug).first()
    owner = owner or Subject.objects.filter(kind=kind, pk=slugs.former_owner(Subject, slug) or 0).first()
    while owner and owner.merged_into_id:
        # Of a merge that protects a name, no address leads on.
        owner = owner.merged_into if owner.exposure != Exposure.WITHHELD else None
    if owner is None or not owner.is_public:
        raise Http404
    return owner


def trail_to(subject) -> Trail:
    """Home > Places > Uzbekistan > Karakalpakstan > Nukus; Home > People > the person."""
    kind = Kind(subject.kind)
    trail = Trail.home().to(kind.plural, kind.index_url)
    for place in subject.around():
        trail = trail.to(place.local_label, place.get_absolute_url())
    return trail.to(subject.local_label)
