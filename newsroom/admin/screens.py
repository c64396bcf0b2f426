"""The screens of the admin and what can be begun there, for whoever looks for them by a word."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.names import search_fold


@dataclass(frozen=True)
class Screen:
    """A screen, or something to do. ``needs``: permissions, of which one is enough; none: open to all staff."""

    name: str
    url: str
    needs: tuple[str, ...] = ()
    query: str = ""
    #: Other words that people look for it by.
    words: str = ""
    is_action: bool = False
    #: Something that is sent, not opened: the id of a form of every page.
    form: str = ""

    @property
    def address(self) -> str:
        return reverse(f"admin:{self.url}") + self.query if self.url else ""

    def is_open_to(self, user) -> bool:
        return not self.needs or any(map(user.has_perm, self.needs))

    def is_meant_by(self, asked: list[str]) -> bool:
        """Whether each of the folded words begins a word of its name, or of the others."""
        known = f" {search_fold(f'{self.name} {self.words}')}"
        return all(f" {word}" in known for word in asked)


def _list(name, model, query="", words=""):
    app, _dot, row = model.partition(".")
    return Screen(name, f"{app}_{row}_changelist", (f"{app}.view_{row}", f"{app}.change_{row}"), query, words)


def _new(name, model):
    app, _dot, row = model.partition(".")
    return Screen(name, f"{app}_{row}_add", (f"{app}.add_{row}",), words=_NEW, is_action=True)


_NEW = "add create новый новая новое добавить создать"
STORIES, READS, MERGES = "articles.article", ("articles.view_article",), ("people.merge_subjects",)
CHANGES = ("people.change_person", "people.change_organization", "people.change_place")

SCREENS = (
    Screen(_("Dashboard"), "index", words="home desk start"),
    _list(_("Stories"), STORIES),
    _list(_("Stories in review"), STORIES, "?stage=in_review"),
    _list(_("Scheduled stories"), STORIES, "?stage=scheduled"),
    _list(_("Withdrawn stories"), STORIES, "?stage=withdrawn"),
    _list(_("Discarded stories"), STORIES, "?stage=discarded"),
    _list(_("My stories"), STORIES, "?whose=mine"),
    _list(_("Stories with a pending change"), STORIES, "?desk=pending"),
    Screen(_("No tags yet"), "articles_article_untagged", READS, words="untagged stories names"),
    Screen(
        _("Stories by language"), "articles_translation_changelist", READS, words="translations editions missing behind"
    ),
    Screen(_("Planning"), "articles_daynote_changelist", READS, words="calendar week hearings notes"),
    _list(_("Pictures"), "articles.image", words="photos images library"),
    _list(_("Pictures without a description"), "articles.image", "?missing=alt", words="photos images alt"),
    _list(_("Front page"), "articles.frontpage", words="home"),
    _list(_("Packages"), "articles.package", words="series dossiers several stories"),
    _list(_("Topics"), "articles.topic", words="tags"),
    _list(_("Sections"), "articles.section", words="departments rubrics"),
    _list(_("Pages"), "articles.page", words="about contact standing"),
    _list(
        _("Services for readers"),
        "articles.readerservice",
        words="tip line signal key contact share republish licence support donate newsletter masthead staff",
    ),
    _list(_("Glossary"), "articles.term", words="words terms definitions explain"),
    _list(_("Redirects"), "articles.redirect", words="old addresses not found 404 links"),
    _list(_("People in stories"), "people.person", words="persons names dossiers"),
    _list(_("Organisations"), "people.organization", words="organizations"),
    _list(_("Places"), "people.place", words="cities countries"),
    Screen(_("Likely duplicates"), "people_subject_duplicates", CHANGES, words="people merge twice"),
    Screen(_("Merges"), "people_person_merges", MERGES, words="people merged split undo"),
    _list(_("Staff accounts"), "newsroom.user", words="staff users colleagues roles"),
    Screen(_("Log"), "articles_auditentry_changelist", ("articles.see_audit_log",), words="audit history who did"),
    _new(_("New story"), STORIES),
    _new(_("New person"), "people.person"),
    _new(_("New organisation"), "people.organization"),
    _new(_("New place"), "people.place"),
    _new(_("New package"), "articles.package"),
    _new(_("New topic"), "articles.topic"),
    _new(_("New section"), "articles.section"),
    _new(_("New page"), "articles.page"),
    _new(_("New word of the glossary"), "articles.term"),
    Screen(
        _("Add a picture"),
        "articles_image_changelist",
        ("articles.add_image",),
        words="new upload photo",
        is_action=True,
    ),
    Screen(
        _("Invite somebody"),
        "newsroom_user_add",
        ("newsroom.add_user",),
        words="new account staff user",
        is_action=True,
    ),
    Screen(_("Change password"), "password_change", words="my account", is_action=True),
    Screen(pgettext_lazy("action", "Sign out"), "", words="log out leave", is_action=True, form="logout-form"),
)

#: Offered before anything is typed, where they are open.
USUAL = ("articles_article_add", "people_person_add", "articles_image_changelist", "articles_frontpage_changelist")


def screens_for(user, asked: str) -> list[Screen]:
    """Those that the words may mean and that are open to the user."""
    words = search_fold(asked).split()[:10]
    return [screen for screen in SCREENS if screen.is_open_to(user) and words and screen.is_meant_by(words)]


def usual_for(user) -> list[Screen]:
    found = {screen.url: screen for screen in SCREENS if not screen.query and screen.is_open_to(user)}
    return [found[url] for url in USUAL if url in found]
