"""One story as ninjs 2.2 (IPTC, https://iptc.org/std/ninjs/), for the systems of partner newsrooms.

The version that is told is the time of the last change that readers were told of: the count of the desk's saves is nobody's
business.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from articles import body
from articles.models import Mention, Page
from articles.pictures import showing
from articles.site import feed_entries
from people.base.pages import absolute

STANDARD = {
    "name": "ninjs",
    "version": "2.2",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json",
}
LISTS = {"person": "people", "organization": "organisations", "place": "places"}
#: The relation to a subject, by how much the story is about it.
RELATIONS = {Mention.Prominence.MAIN: "about", Mention.Prominence.MENTIONED: "mentions"}


def of(article) -> dict:
    """A published story, from ``with_page_data``."""
    with article.in_own_edition():
        changed = feed_entries.changed_at(article)
        item = _head(article, "usable") | {
            "profile": "text-picture" if showing.lead(article) else "text",
            "version": str(int(changed.timestamp())),
            "firstcreated": feed_entries.written_time(article.published_at),
            "versioncreated": feed_entries.written_time(changed),
            "title": article.title_elsewhere,
            "headlines": _headlines(article),
            "descriptions": [{"role": "summary", "contenttype": "text/plain", "value": article.public_summary}]
            if article.public_summary
            else [],
            "bodies": _bodies(article),
            "by": ", ".join(byline.label for byline in article.bylines.all() if byline.role == byline.Role.AUTHOR),
            "located": article.shown["dateline"],
            "genres": [{"name": str(article.get_kind_display()), "literal": article.kind}],
            "altids": [{"role": "url", "value": absolute(article.get_absolute_url())}],
            "associations": _pictures(article),
            "trustindicators": _policies(article),
            **_rights(article),
            **_subjects(article),
        }
    return {name: value for name, value in item.items() if value not in ("", None, [])}


def withdrawn(article) -> dict:
    """A story that readers once saw: that it is to be deleted, and nothing else of it."""
    when = article.withdrawn_at or (article.withdraw_at if article.stage() == "expired" else article.first_public_at)
    return _head(article, "canceled") | {"versioncreated": feed_entries.written_time(when)}


def _head(article, status: str) -> dict:
    return {
        "uri": feed_entries.entry_id("story", article.pk),
        "type": "text",
        "representationtype": "full" if status == "usable" else "partial",
        "pubstatus": status,
        "language": article.language,
        "standard": STANDARD,
    }


def _headlines(article) -> list[dict]:
    lines = [("main", article.public_title)]
    if article.title_elsewhere != article.public_title:
        lines.append(("short", article.title_elsewhere))
    return [{"role": role, "contenttype": "text/plain", "value": text} for role, text in lines]


def _bodies(article) -> list[dict]:
    html = feed_entries.content_of(article)
    text = body.text_of(article.body_html)
    counts = {"charcount": len(text), "wordcount": article.word_count}
    return [
        {"role": "main", "contenttype": "text/html", "value": html} | counts,
        {"role": "plain", "contenttype": "text/plain", "value": text} | counts,
    ]


def _rights(article) -> dict:
    if not article.is_republished:
        return {"copyrightholder": settings.SITE_NAME}
    outlet, url = article.shown["source_outlet"], article.shown["source_url"]
    source = {"name": outlet or url, "role": "origin", "uri": url}
    return {
        "copyrightholder": outlet,
        "infosources": [{name: value for name, value in source.items() if value}],
    }


def _subjects(article) -> dict[str, list]:
    found = {name: [] for name in LISTS.values()} | {"subjects": []}
    for mention in article.mentions.all():
        subject = mention.subject
        if subject.is_public:
            found[LISTS[subject.kind]].append(
                {
                    "name": subject.label_in(article.language),
                    "rel": RELATIONS[mention.prominence],
                    "uri": absolute(subject.get_absolute_url()),
                }
            )
    filed = [("section", article.section)] if article.section else []
    for rel, row in [*filed, *(("topic", tagging.tag) for tagging in article.taggings.all())]:
        found["subjects"].append({"name": row.name, "rel": rel, "uri": absolute(row.get_absolute_url())})
    return found


def _pictures(article) -> list[dict]:
    picture = showing.lead(article)
    if picture is None:
        return []
    whole = picture.whole
    file = {"name": "main", "href": whole["url"], "contenttype": "image/jpeg"}
    item = {
        "name": "lead",
        "uri": whole["url"],
        "type": "picture",
        "representationtype": "partial",
        "by": picture.credit,
        "copyrightnotice": picture.read(picture.image.public_copyright),
        "descriptions": [
            {"role": role, "contenttype": "text/plain", "value": text}
            for role, text in (("caption", picture.caption), ("alt", picture.alt))
            if text
        ],
        "renditions": [file | {"width": whole["width"], "height": whole["height"]}],
    }
    return [{name: value for name, value in item.items() if value not in ("", [])}]


def _policies(article) -> list[dict]:
    """Where the newsroom says how it works: its corrections, and the standing pages that are policies."""
    pages = Page.objects.public().in_edition(article.language).exclude(policy="")
    found = [{"title": page.public_title, "href": absolute(page.get_absolute_url())} for page in pages]
    return [*found, {"title": gettext("Corrections"), "href": absolute(reverse("articles:corrections"))}]
