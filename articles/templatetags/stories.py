"""Tags for pages that show stories: their text, who made them."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

#: Whole phrases, so that a language may put the names where it wants them.
CREDITS = {
    "author": _("By {names}"),
    "reporting": _("Reporting by {names}"),
    "photographs": _("Photographs by {names}"),
    "translation": _("Translation by {names}"),
    "editing": _("Editing by {names}"),
}


@register.simple_tag
def story_body(article) -> str:
    """The text of a story as readers see it. With ``page_body`` the only HTML that a template prints unescaped."""
    return mark_safe(article.body_html)  # noqa: S308 body.render cleans what it is made of, and escapes what it adds


@register.simple_tag
def page_body(page) -> str:
    """The text of a standing page."""
    return mark_safe(page.body_html)  # noqa: S308 as above


@register.simple_tag
def credits(article) -> list[str]:
    """The lines of credit, one for each role in the order of the bylines; whoever has a page is linked to it."""
    roles: dict[str, list] = {}
    for byline in article.bylines.all():
        roles.setdefault(byline.role, []).append(_linked(byline))
    return [format_html(CREDITS[role], names=_listed(names)) for role, names in roles.items()]


@register.simple_tag
def authors(article) -> str:
    """The names of the authors, as lists show them."""
    return _listed([byline.label for byline in article.bylines.all() if byline.role == byline.Role.AUTHOR])


def _linked(byline) -> str:
    if byline.subject and byline.subject.is_public:
        return format_html(
            '<a href="{}" rel="author"><bdi>{}</bdi></a>', byline.subject.get_absolute_url(), byline.label
        )
    return format_html("<bdi>{}</bdi>", byline.label)


def _listed(names: list[str]) -> str:
    """Names as a sentence lists them: A; A and B; A, B and C."""
    if len(names) < 2:
        return format_html("{}", *names) if names else ""
    before = format_html_join(", ", "{}", ((name,) for name in names[:-1]))
    return format_html(gettext("{names} and {last}"), names=before, last=names[-1])
