"""A story, or a correction, as an entry of a feed: what its page shows and nothing else, with addresses on the main host."""

import re
from urllib.parse import urljoin

import nh3
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext

from articles.body.reading import BLOCKS
from articles.models import Article
from articles.pictures import showing
from articles.rendering import glossary
from articles.site.views import OF_TRANSLATIONS, notes_by_place, notes_of
from people.base.pages import absolute

TAGS = BLOCKS | {
    "a", "abbr", "b", "bdi", "br", "cite", "code", "dd", "dl", "dt", "em", "figcaption", "figure", "h1", "i", "img", "s", "small",
    "span", "strong", "sub", "sup", "time", "u",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "type"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "time": {"datetime"},
}
#: What the tags of a template leave behind.
BLANK_LINES = re.compile(r"\n\s*\n\s*")


def entry_id(kind: str, key) -> str:
    """The name of an entry for good (RFC 4151): headlines, addresses and hosts may change, this does not."""
    return f"tag:{settings.FEED_TAG}:{kind}/{key}"


def of_stories(stories) -> list[dict]:
    """The entries of the stories, which come from ``with_feed_data``. One query more than theirs."""
    stories, translations = list(stories), {}
    keys = [story.translation_key for story in stories]
    for version in Article.objects.published().filter(translation_key__in=keys).only(*OF_TRANSLATIONS):
        translations.setdefault(version.translation_key, []).append(version)
    return [_of_story(story, translations.get(story.translation_key, [])) for story in stories]


def _of_story(article, versions) -> dict:
    address, shown = absolute(article.get_absolute_url()), article.shown
    others = sorted((version for version in versions if version.pk != article.pk), key=lambda version: version.language)
    source = {"url": shown["source_url"], "outlet": shown["source_outlet"] or shown["source_url"]}
    return {
        "unique_id": entry_id("story", article.pk),
        "unique_id_is_permalink": False,
        "title": article.public_title,
        "link": address,
        "description": article.public_summary or None,
        "content": content_of(article),
        "pubdate": time_of(article.published_at),
        "updateddate": time_of(changed_at(article)),
        "categories": _categories(article),
        "authors": [signed(byline) for byline in article.bylines.all() if byline.role == byline.Role.AUTHOR],
        "contributors": [signed(byline) for byline in article.bylines.all() if byline.role != byline.Role.AUTHOR],
        "source": source if source["url"] else None,
        "picture": picture_of(article),
        # Itself last: some programs take the last one for the story's address, others the first.
        "translations": [
            (version.language, absolute(version.get_absolute_url()))
            for version in [*others, *([article] if others else [])]
        ],
    }


def changed_at(article):
    """When readers were last told something new: published, materially updated or corrected."""
    notes = [note.published_at for note in notes_of(article)]
    return max(filter(None, [article.published_at, article.materially_updated_at, *notes]))


def of_correction(note) -> dict:
    """A correction as an entry of its own; it comes with its story."""
    address, title = absolute(note.article.get_absolute_url()), note.article.public_title
    link = render_to_string("articles/_feed_correction.html", {"note": note})
    return {
        "unique_id": entry_id("correction", note.pk),
        "unique_id_is_permalink": False,
        "title": gettext("%(kind)s: %(title)s") % {"kind": note.get_kind_display(), "title": title},
        "link": address,
        "description": note.public_text,
        "content": absolute_html(linebreaks(note.public_text, autoescape=True) + link, address),
        "pubdate": time_of(note.published_at),
        "updateddate": time_of(note.published_at),
        "categories": [str(note.get_kind_display())],
        "authors": [],
        "contributors": [],
        "source": None,
        "picture": None,
        "translations": [],
    }


def content_of(article) -> str:
    """The text of the story with its lead picture and notes, as HTML for whoever shows it elsewhere."""
    context = {"article": article, "picture": showing.lead(article)} | notes_by_place(notes_of(article))
    html = render_to_string("articles/_feed_story.html", context)
    return absolute_html(html, absolute(article.get_absolute_url()))


def absolute_html(html: str, page: str) -> str:
    """The HTML of a page for whoever shows it elsewhere: no class, no script, no choice of files, no link to a note that stands
    there alone, each address in full."""

    def attribute(tag: str, name: str, value: str) -> str:
        return urljoin(page, value) if name in {"href", "src"} else value

    html = glossary.without_links(html)
    return BLANK_LINES.sub("\n", nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=attribute)).strip()


def time_of(moment):
    """To the second, in the newsroom's zone."""
    return timezone.localtime(moment).replace(microsecond=0)


def written_time(moment) -> str:
    """The same as JSON has it."""
    return time_of(moment).isoformat()


def _categories(article) -> list[str]:
    section = [article.section.name] if article.section else []
    return [*section, *(tagging.tag.name for tagging in article.taggings.all())]


def signed(byline) -> tuple[str, str]:
    """(name, address): whoever has a page is linked to it."""
    subject = byline.subject
    return byline.label, absolute(subject.get_absolute_url()) if subject and subject.is_public else ""


def picture_of(article) -> dict | None:
    picture = showing.lead(article)
    if picture is None:
        return None
    return picture.whole | {
        "type": "image/jpeg",
        "credit": picture.credit,
        "description": picture.caption or picture.alt,
    }
