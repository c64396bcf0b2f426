"""Search everywhere: whatever somebody of the staff may be looking for, by a word of it.

Each kind of row is asked as its own list asks, so that nothing is found here that the list would not show, and it is told
in the words that its list tells it in. Screens and actions are those open to the user.
"""

from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.library.cards import Card
from articles.admin.stages import shown_columns, stage_time, stage_word
from articles.models import Article, Image, Section, Topic
from newsroom.admin import screens
from people.base.clock import clock
from people.base.fields import tidy_line
from people.models import Kind, Subject
from people.names import search_fold

LONGEST, SHOWN = 200, 6
#: Of the stories that hold the words so many of the newest are looked at for those with the words in the headline.
LOOKED_AT = 60


@dataclass
class Found:
    """One row: what it is called, where it leads, where it stands, and a line about it."""

    title: str
    address: str
    line: str = ""
    status: str = ""
    language: str = ""
    thumbnail: str = ""
    form: str = ""


@dataclass
class Group:
    key: str
    name: str
    rows: list[Found] = field(default_factory=list)


def find(query: str, user) -> list[Group]:
    """What the words lead this user to, in groups; before anything is typed, their own stories and what is usual."""
    asked = tidy_line(query)[:LONGEST]
    groups = _found(asked, user) if search_fold(asked) else _at_first(user)
    return [group for group in groups if group.rows]


def _found(asked: str, user) -> list[Group]:
    places, actions = _screens(screens.screens_for(user, asked))
    groups = [
        Group("stories", _("Stories"), _stories(asked, user)),
        *_subjects(asked, user),
        Group("topics", _("Topics"), _topics(asked, user)),
        Group("sections", _("Sections"), _sections(asked, user)),
        Group("pictures", _("Pictures"), _pictures(asked, user)),
    ]
    named = [group for group in (actions, places) if any(_begins(row, asked) for row in group.rows)]
    return [*named, *groups, *(group for group in (places, actions) if group not in named)]


def _begins(row: Found, asked: str) -> bool:
    begins = search_fold(asked)
    return len(begins) > 1 and search_fold(row.title).startswith(begins)


def _at_first(user) -> list[Group]:
    own = Article.objects.owned_by(user) if user.has_perm("articles.add_article") else Article.objects.all()
    seen = (
        own.visible_to(user).kept().lately_saved() if user.has_perm("articles.view_article") else Article.objects.none()
    )
    name = _("Your stories, newest first") if user.has_perm("articles.add_article") else _("Saved last")
    places, actions = _screens(screens.usual_for(user))
    return [Group("stories", name, _rows_of_stories(seen, user)[:SHOWN]), actions, places]


# Each kind ---------------------------------------------------------------------------------------------------------------


def _stories(asked: str, user) -> list[Found]:
    if not user.has_perm("articles.view_article"):
        return []
    found = Article.objects.visible_to(user).kept().found_by(asked, user).order_by("-saved_at", "-id")
    words = search_fold(asked).split()

    def is_headline(row: Found) -> bool:
        title = search_fold(row.title)
        return all(word in title for word in words)

    rows = _rows_of_stories(found, user)
    return sorted(rows, key=is_headline, reverse=True)[:SHOWN]


def _rows_of_stories(stories, user) -> list[Found]:
    shown = {f"shown_{name}": column for name, column in shown_columns(user).items()}
    stories = stories.annotate(**shown).select_related("section").without_texts()[:LOOKED_AT]
    return [_story(story) for story in stories]


def _story(story) -> Found:
    return Found(
        title=story.shown_title or _("No headline yet"),
        address=reverse("admin:articles_article_change", args=[story.pk]),
        line=story.shown_summary or (story.section.name if story.section else story.language_name),
        status=format_html("{} <time>{}</time>", stage_word(story), clock(stage_time(story) or story.saved_at)),
        language=story.language,
    )


def _subjects(asked: str, user) -> list[Group]:
    """The nearest of each kind; their descriptions are fetched for all at once."""
    kinds = [kind for kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE) if user.has_perm(f"people.view_{kind}")]
    if not kinds:
        return []
    meant = Subject.objects.visible_to(user).not_merged().named_like(asked).closest_first("label", "pk")
    found = {kind: list(meant.of_kind(kind)[:SHOWN]) for kind in kinds}
    prefetch_related_objects([subject for subjects in found.values() for subject in subjects], "texts")
    names = {Kind.PERSON: _("People"), Kind.ORGANIZATION: _("Organisations"), Kind.PLACE: _("Places")}
    return [Group(str(kind), names[kind], [_subject(one) for one in found[kind]]) for kind in kinds]


def _subject(subject) -> Found:
    return Found(
        title=subject.local_label,
        address=reverse(f"admin:people_{subject.kind}_change", args=[subject.pk]),
        line=subject.text_here.public_summary if subject.text_here else "",
        status="" if subject.is_named else f"{subject.get_exposure_display()} · #{subject.pk}",
    )


def _topics(asked: str, user) -> list[Found]:
    if not user.has_perm("articles.view_topic"):
        return []
    return _named("articles_topic", Topic.objects.named_like(asked).order_by("name", "pk"), asked)


def _sections(asked: str, user) -> list[Found]:
    if not user.has_perm("articles.view_section"):
        return []
    return _named("articles_section", Section.objects.named_like(asked).order_by("name", "pk"), asked)


def _named(name: str, rows, asked: str) -> list[Found]:
    """Those that begin with the words first."""
    begins = search_fold(asked)
    rows = sorted(rows[:LOOKED_AT], key=lambda row: not search_fold(row.name).startswith(begins))
    address = f"admin:{name}_change"
    return [
        Found(row.name, reverse(address, args=[row.pk]), row.language_name, language=row.language)
        for row in rows[:SHOWN]
    ]


def _pictures(asked: str, user) -> list[Found]:
    if not user.has_perm("articles.view_image"):
        return []
    found = Image.objects.visible_to(user).found_by(asked, user).order_by("-uploaded_at", "-id")
    return [_picture(Card.of(image, user)) for image in found[:SHOWN]]


def _picture(card: Card) -> Found:
    return Found(
        title=card.line,
        address=card.form,
        line=card.credit,
        status=", ".join(mark.word for mark in card.marks if mark.kind in {"gone", "soon"}),
        language=card.image.language,
        thumbnail=card.thumbnail,
    )


def _screens(found: list[screens.Screen]) -> tuple[Group, Group]:
    places, actions = Group("screens", _("Screens")), Group("actions", _("Actions"))
    for screen in found:
        group = actions if screen.is_action else places
        group.rows.append(Found(str(screen.name), screen.address, form=screen.form))
    return places, actions
