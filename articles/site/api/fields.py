"""Stories, subjects, sections and topics as the API tells of them. ``openapi.json`` describes each field; a test compares."""

from django.urls import reverse
from django.utils import translation

from articles.models import Mention
from articles.pictures import showing
from articles.site import feed_entries, share_pictures
from people.base.pages import absolute
from people.site import structured

#: How the API calls the kinds of subjects.
LISTS = {"person": "persons", "organization": "organizations", "place": "places"}


def story(article) -> dict:
    """A story in a list; it comes from ``with_feed_data``."""
    with article.in_own_edition():
        return _story(article)


def whole_story(article, versions) -> dict:
    """A story by itself, from ``with_page_data``; ``versions``: its public ones in other editions."""
    with article.in_own_edition():
        return _story(article) | {
            "content_html": feed_entries.content_of(article),
            "how_we_know": article.shown["how_we_know"],
            "dateline": article.shown["dateline"],
            "word_count": article.word_count,
            **_subjects(article),
            "corrections": [_note(note) for note in feed_entries.notes_of(article)],
            "translations": [
                {
                    "language": version.language,
                    "url": absolute(version.get_absolute_url()),
                    "api_url": address("story", version.pk),
                }
                for version in versions
            ],
            "source": _source(article),
        }


def address(name: str, *args) -> str:
    return absolute(reverse(f"api:{name}", args=args))


def _story(article) -> dict:
    url = absolute(article.get_absolute_url())
    shared = share_pictures.of_story(article)
    return {
        "id": feed_entries.entry_id("story", article.pk),
        "number": article.pk,
        "url": url,
        "canonical_url": article.shown["source_url"] if article.source_is_main else url,
        "api_url": address("story", article.pk),
        "ninjs_url": address("ninjs", article.pk),
        "language": article.language,
        "headline": article.public_title,
        "short_headline": article.title_elsewhere,
        "summary": article.public_summary,
        "kind": article.kind,
        "section": _filed(article.section) if article.section else None,
        "topics": [_filed(tagging.tag) for tagging in article.taggings.all()],
        "bylines": [_byline(byline) for byline in article.bylines.all()],
        "published_at": feed_entries.written_time(article.published_at),
        "updated_at": feed_entries.written_time(feed_entries.changed_at(article)),
        "is_breaking": article.is_breaking,
        "may_be_indexed": article.is_indexable,
        "picture": _picture(article),
        "share_picture": {"url": shared.url, "width": shared.width, "height": shared.height, "alt": shared.alt},
    }


def _filed(row) -> dict:
    return {"name": row.name, "slug": row.slug, "url": absolute(row.get_absolute_url())}


def section_or_topic(row) -> dict:
    """A section or topic in its list."""
    with row.in_own_edition():
        found = f"{address('stories')}?{row._meta.model_name}={row.slug}"
        return _filed(row) | {"language": row.language, "intro": row.public_intro or "", "stories_url": found}


def _byline(byline) -> dict:
    name, url = feed_entries.signed(byline)
    return {"name": name, "role": byline.role, "url": url or None}


def _picture(article) -> dict | None:
    picture = showing.lead(article)
    if picture is None:
        return None
    licence = picture.image.Licence(picture.image.licence).url if picture.image.licence else ""
    words = {"alt": picture.alt, "caption": picture.caption, "credit": picture.credit, "licence_url": licence or None}
    return picture.whole | words


def _note(note) -> dict:
    return {"kind": note.kind, "text": note.public_text, "published_at": feed_entries.written_time(note.published_at)}


def _source(article) -> dict | None:
    if not article.is_republished:
        return None
    names = ("outlet", "authors", "title", "url")
    date = article.source_date.isoformat() if article.source_date else None
    return {name: article.shown[f"source_{name}"] for name in names} | {"date": date}


def _subjects(article) -> dict[str, list]:
    """Whom the story is about and whom it names, as far as they have pages."""
    found = {name: [] for name in LISTS.values()}
    for mention in article.mentions.all():
        if mention.subject.is_public:
            about = mention.prominence == Mention.Prominence.MAIN
            found[LISTS[mention.subject.kind]].append(_named(mention.subject, article.language) | {"is_main": about})
    return found


# Subjects -----------------------------------------------------------------------------------------------------------


def _named(subject, language: str) -> dict:
    return {
        "name": subject.label_in(language),
        "slug": subject.slug,
        "url": absolute(subject.get_absolute_url()),
        "api_url": address("subject", LISTS[subject.kind], subject.slug),
    }


def subject(subject, language: str) -> dict:
    """A person, organisation or place in a list; it comes from ``with_texts``."""
    with translation.override(language):
        text = subject.text_in(language)
        return _named(subject, language) | {
            "description": (text and text.public_summary) or "",
            "stories_url": f"{address('stories')}?{subject.kind}={subject.slug}",
        }


def whole_subject(row, language: str, portrait=None) -> dict:
    """By itself, with what its page and the structured data there say, from ``with_page_data``."""
    with translation.override(language):
        told, text = structured.subject(row, language, portrait), row.text_in(language)
        geo, around = told.get("geo", {}), told.get("containedInPlace")
        return subject(row, language) | {
            "language": language,
            "other_names": told.get("alternateName", []),
            "biography": (text and text.public_biography) or "",
            "same_as": told.get("sameAs", []),
            "given_name": told.get("givenName", ""),
            "patronymic": told.get("additionalName", ""),
            "family_name": told.get("familyName", ""),
            "organizations": [_referred(other) for other in told.get("memberOf", [])],
            "within": _referred(around) if around else None,
            "latitude": geo.get("latitude"),
            "longitude": geo.get("longitude"),
            "picture": {name: told["image"][0][name] for name in ("url", "width", "height")} if portrait else None,
        }


def _referred(reference: dict) -> dict:
    return {"name": reference["name"], "url": reference.get("url")}
