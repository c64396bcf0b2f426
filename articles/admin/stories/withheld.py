"""The page "Where the name stood": what hiding a name changed, and what no machine can settle, with the way to each.

For those alone who may see protected subjects. Nothing of it is stored: stories and pictures that may hold the name are read
when the page is asked for, a page of them at a time.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.dispatch import receiver
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.admin.library.cards import thumbnail
from articles.admin.stages import stage_word
from articles.admin.stories.panel import Panel
from articles.models import Article, Image
from articles.rendering.masks import pictures_holding, stories_holding
from articles.rendering.passages import Passages, passages_of, passages_of_picture
from articles.rendering.stories import Relations
from articles.rendering.texts import names_that_stay
from articles.workflow import passages
from people.base.admin import is_key
from people.base.refusal import Refused
from people.merging.relations import MODELS
from people.models import SEE_PROTECTED, Name, Subject
from people.naming.hiding import protected_names
from people.signals import name_hidden

STORIES_ON_A_PAGE = 20
MOST_PICTURES = 60
#: So many stories are read for the sentence that says what was done; beyond them it says "at least".
MOST_COUNTED = 60


@dataclass
class FoundStory:
    """A story that holds the name."""

    story: Article
    passages: Passages

    @property
    def is_changed(self) -> bool:
        return bool(self.passages.hidden or self.passages.links_taken)

    @property
    def left(self) -> int:
        return len(self.passages.doubts) + bool(self.passages.links_out)


@dataclass
class FoundPicture:
    """A picture whose words hold the name, or that shows whose it is."""

    image: Image
    passages: Passages
    shows: bool

    @property
    def address(self) -> str:
        return reverse("admin:articles_image_change", args=[self.image.pk])

    @property
    def thumbnail(self) -> str:
        return thumbnail(self.image)

    @property
    def left(self) -> int:
        return len(self.passages.doubts) + self.shows


@dataclass
class FoundHeading:
    """A section, topic, page or body whose name or address holds the name: only people may rename it."""

    kind: str
    name: str
    address: str
    lines: list[str] = field(default_factory=list)


class WhereNamed:
    """All that one member of staff may see of where a hidden subject is named."""

    def __init__(self, subject: Subject, user):
        self.subject, self.user = subject, user

    @cached_property
    def protected(self):
        return protected_names()

    @property
    def address(self) -> str:
        return reverse("admin:articles_article_withheld", args=[self.subject.pk])

    def candidates(self, story: int | None = None):
        """The stories that may hold the name, those that readers have first; or the one of this number alone."""
        found = stories_holding(self.subject, Article.objects.visible_to(self.user).kept())
        found = found.filter(pk=story) if story else found
        read = "mentions", "corrections", "bylines", "settled_passages", "lead_image__texts"
        return found.prefetch_related(*read).order_by("-first_public_at", "-id")

    def stories(self, candidates) -> list[FoundStory]:
        rows = (FoundStory(story, self._passages_of(story)) for story in candidates)
        return [row for row in rows if row.is_changed or row.left or row.passages.settled]

    def _passages_of(self, story: Article) -> Passages:
        return passages_of(story, self.subject, self.protected, Relations.prefetched(story))

    def pictures(self) -> list[FoundPicture]:
        seen = Image.objects.visible_to(self.user).not_withdrawn()
        portraits = set(seen.portraying(self.subject).values_list("pk", flat=True))
        found = pictures_holding(self.subject, seen).values("pk")
        found, rows = seen.filter(Q(pk__in=found) | Q(pk__in=portraits)), []
        for image in found.prefetch_related("shown", "texts").order_by("-id")[:MOST_PICTURES]:
            shows = image.pk in portraits or any(row.subject_id == self.subject.pk for row in image.shown.all())
            row = FoundPicture(image, passages_of_picture(image, self.subject, self.protected), shows)
            rows += [row] if row.left or row.passages.hidden else []
        return rows

    def headings(self) -> list[FoundHeading]:
        return headings_naming(self.subject)

    def sentence(self) -> str:
        """What happened, and nothing more: read from the texts as they are now."""
        candidates = list(self.candidates()[: MOST_COUNTED + 1])
        stories, pictures = self.stories(candidates[:MOST_COUNTED]), self.pictures()
        left = sum(row.left for row in [*stories, *pictures]) + len(self.headings())
        changed = sum(row.is_changed for row in stories), sum(bool(row.passages.hidden) for row in pictures)
        return said(*changed, left, is_all=len(candidates) <= MOST_COUNTED)


def said(stories: int, pictures: int, left: int, is_all: bool = True) -> str:
    """The sentence for these numbers of changed stories and pictures, and of places that are left."""
    counted = []
    if stories or not is_all:
        counted.append(npgettext("replaced in", "%(count)d story", "%(count)d stories", stories) % {"count": stories})
    if pictures:
        words = npgettext("replaced in", "%(count)d picture", "%(count)d pictures", pictures)
        counted.append(words % {"count": pictures})
    places = (
        _("%(stories)s and %(pictures)s") % dict(zip(("stories", "pictures"), counted, strict=True))
        if len(counted) > 1
        else "".join(counted)
    )
    if not counted:
        done = _("No story and no picture held the name.")
    elif is_all:
        done = _("The name was replaced in %(places)s.") % {"places": places}
    else:
        done = _("The name was replaced in at least %(places)s.") % {"places": places}
    rest = ngettext("%(count)d place is left for you.", "%(count)d places are left for you.", left) % {"count": left}
    return f"{done} {rest}" if left else done


def headings_naming(subject) -> list[FoundHeading]:
    """The rows whose name or address holds the subject's name, each once."""
    found = {}
    for place in names_that_stay(subject):
        row = place.row
        model = row.kind if isinstance(row, Subject) else row._meta.model_name
        kind = row.get_kind_display() if isinstance(row, Subject) else row._meta.verbose_name
        address = reverse(f"admin:{row._meta.app_label}_{model}_change", args=[row.pk])
        heading = found.setdefault((model, row.pk), FoundHeading(capfirst(kind), str(row), address))
        heading.lines.append(f"/{place.text}/" if place.field == "slug" else place.text)
    return list(found.values())


def name_for_staff(subject) -> str:
    """The name itself, for those who may see it: the label is what stands in its place."""
    names = sorted(subject.names.all(), key=lambda name: (name.kind != Name.Kind.PREFERRED, name.pk))
    return names[0].text if names else subject.label


@receiver(name_hidden, dispatch_uid="where_the_name_stood")
def where_named(subject, user, **kwargs) -> WhereNamed | None:
    """Answers people's pages, which do not know stories."""
    return WhereNamed(subject, user) if user.has_perm(SEE_PROTECTED) else None


class WithheldPages(Panel):
    """The page of one subject."""

    def urls(self):
        settle = self.view(self.settle_view)
        return [
            path("withheld/<int:pk>/", self.view(self.page_view), name="articles_article_withheld"),
            path("withheld/<int:pk>/settle/", settle, name="articles_article_withheld_settle"),
        ]

    @method_decorator([require_safe, never_cache])
    def page_view(self, request, pk):
        subject = self._subject(request, pk)
        found = WhereNamed(subject, request.user)
        story = int(request.GET["story"]) if is_key(request.GET.get("story", "")) else None
        page = Paginator(found.candidates(story), STORIES_ON_A_PAGE).get_page(request.GET.get("p"))
        stories = found.stories(page.object_list)
        for row in stories:
            row.story.standing = stage_word(row.story)
        context = self._context(request, found, page, stories, story)
        return TemplateResponse(request, "admin/articles/article/withheld.html", context)

    def _context(self, request, found, page, stories, story) -> dict:
        subject = found.subject
        is_first = page.number == 1 and not story
        pictures, headings = (found.pictures(), found.headings()) if is_first else ([], [])
        return self.admin.admin_site.each_context(request) | {
            "title": _("Where the name stood"),
            "subject": subject,
            "name": name_for_staff(subject),
            "subjects": MODELS[subject.kind]._meta.verbose_name_plural,
            "list_url": reverse(f"admin:people_{subject.kind}_changelist"),
            "page": page,
            "one_story": story,
            "left": [row for row in stories if row.left],
            "changed": [row for row in stories if row.is_changed],
            "settled": [row for row in stories if row.passages.settled],
            "pictures_left": [row for row in pictures if row.left],
            "pictures_changed": [row for row in pictures if row.passages.hidden],
            "headings": headings,
            "subject_url": reverse(f"admin:people_{subject.kind}_change", args=[subject.pk]),
            "page_url": found.address,
            "settle_url": reverse("admin:articles_article_withheld_settle", args=[subject.pk]),
            "show_url": self._show_url(request, subject),
        }

    @method_decorator(require_POST)
    def settle_view(self, request, pk):
        """A paragraph means somebody else, or may mean the person after all."""
        subject = self._subject(request, pk)
        article = self.admin.visible_or_404(request, request.POST.get("article", ""))
        change = passages.unsettle if "back" in request.POST else passages.settle
        try:
            change(article, subject, request.POST.get("digest", ""), by=request.user)
        except Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, self._said_of(change))
        asked = {name: request.POST[name] for name in ("p", "story") if is_key(request.POST.get(name, ""))}
        address = reverse("admin:articles_article_withheld", args=[subject.pk])
        return HttpResponseRedirect(f"{address}?{urlencode(asked)}" if asked else address)

    @staticmethod
    def _said_of(change) -> str:
        if change is passages.settle:
            return _("Settled: in this paragraph readers see the words, until it is changed.")
        return _("Taken back: the paragraph is treated as before.")

    @staticmethod
    def _show_url(request, subject) -> str:
        may = not subject.is_named and request.user.has_perm(f"people.change_{subject.kind}")
        return reverse(f"admin:people_{subject.kind}_show", args=[subject.pk]) if may else ""

    @staticmethod
    def _subject(request, pk) -> Subject:
        if not request.user.has_perm(SEE_PROTECTED):
            raise PermissionDenied
        subject = Subject.objects.visible_to(request.user).not_merged().filter(pk=pk).first()
        if subject is None:
            raise Http404
        return subject
