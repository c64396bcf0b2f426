"""The home page, the pages of sections and topics with their fronts, and the index of topics."""

from django.db.models import Count, Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

from articles.models import Article, Mention, Section, StoryLink, Topic, TopicTagging
from articles.site import frontpage, structured
from articles.site.dossiers import Stories
from articles.site.views import by_slug, stories
from people.base import languages
from people.base.feeds import PageFeed
from people.base.pages import Trail, paginate, public_page
from people.models import Person

#: Beside a front stand so many topics and people, of so many of its newest stories.
TOPICS, PEOPLE, AMONG = 8, 6, 100
#: A list of what we link to most begins with so many stories, and has no more than so many.
FEWEST_LINKED, MOST_LINKED = 2, 4


@public_page
def home(request):
    language = languages.current()
    about = {"structured": structured.site(language), "most_linked": most_linked(stories())}
    return TemplateResponse(request, "articles/home.html", frontpage.compose(language) | about)


@public_page
def section(request, slug):
    row = by_slug(Section, slug)
    if row.slug != slug:
        return redirect(row, permanent=True)
    return _page(request, "articles/section.html", row, section=row)


@public_page
def topic(request, slug):
    row = by_slug(Topic, slug)
    if row.slug != slug:
        return redirect(row, permanent=True)
    trail = Trail.home().to(gettext("Topics"), reverse("articles:topics"))
    return _page(request, "articles/topic.html", row, trail=trail, topic=row)


def _page(request, template, row, *, trail=None, **context):
    """The front on the first page of the list; whatever stands there stands on no page of the list."""
    found = frontpage.filed_under(row, row.language)
    front = frontpage.compose_for(row, row.language, found)
    trail = (trail or Trail.home()).to(row.name)
    rest = found.exclude(pk__in=front["shown"]).newest_first().with_listing_data()
    page = paginate(request, rest)
    context |= {
        "front": front if page.number == 1 else {},
        "page": page,
        "title": row.name,
        "trail": trail,
        "structured": [trail.as_json_ld()],
        "feeds": [PageFeed(row.name, request.path)],
        "beside": beside(found, row),
        "most_linked": most_linked(found),
    }
    return TemplateResponse(request, template, context)


def beside(found, row) -> dict:
    """What the newest stories of a front are about: their topics, and the people whom they name."""
    keys = list(found.newest_first().values_list("pk", flat=True)[:AMONG])
    taggings = Q(taggings__content_object__in=keys)
    topics = (
        Topic.objects.in_edition(row.language).filter(taggings).annotate(count=Count("pk")).order_by("-count", "name")
    )
    topics = topics.exclude(pk=row.pk) if isinstance(row, Topic) else topics
    return {"topics": list(topics[:TOPICS]) if keys else [], "people": _people(keys)}


def _people(keys: list[int]) -> list:
    named = (
        Mention.objects.confirmed().filter(article__in=keys).order_by().values("subject").annotate(count=Count("pk"))
    )
    counts = dict(
        named.filter(subject__in=Person.objects.public()).order_by("-count").values_list("subject", "count")[:PEOPLE]
    )
    people = Person.objects.public().filter(pk__in=counts).with_texts() if counts else []
    people = sorted(people, key=lambda person: (-counts[person.pk], person.local_label))
    portraits = Stories().portraits(people) if people else {}
    for person in people:
        person.picture = portraits.get(person.pk)
    return people


def most_linked(found) -> list:
    """Those of these public stories to which our own newest stories lead most. Nobody's reading is counted."""
    keys = StoryLink.objects.most_linked(found, MOST_LINKED)
    if len(keys) < FEWEST_LINKED:
        return []
    rows = {story.pk: story for story in Article.objects.published().filter(pk__in=keys).without_texts()}
    return [rows[key] for key in keys if key in rows]


@public_page
def topic_index(request):
    """The topics of the edition under which a reader finds a story, by name."""
    trail, language = Trail.home().to(gettext("Topics")), languages.current()
    counted = TopicTagging.objects.filter(content_object__in=stories().order_by().values("pk")).order_by()
    counts = dict(counted.values_list("tag").annotate(Count("pk")))
    found = list(Topic.objects.in_edition(language).filter(pk__in=counts).order_by("folded"))
    for row in found:
        row.story_count = counts[row.pk]
    return TemplateResponse(
        request, "articles/topics.html", {"topics": found, "trail": trail, "structured": [trail.as_json_ld()]}
    )
