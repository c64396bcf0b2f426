"""schema.org data of stories, from what the page shows and nothing else."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.models import Mention, Page
from articles.pictures import showing
from people.base.pages import absolute
from people.models import Kind
from people.site import structured as people


def publisher() -> dict:
    """The newsroom as a story refers to it; the front page tells the rest of the same @id."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": absolute("/#newsroom"),
        "name": settings.SITE_NAME,
        "url": absolute("/"),
    }


def site(language: str) -> list[dict]:
    """The site in an edition, and the newsroom with the addresses of its policies."""
    policies = {Page.Policy.CORRECTIONS.value: absolute(reverse("articles:corrections"))}
    pages = Page.objects.public().in_edition(language).exclude(policy="").only("language", "slug", "policy")
    policies |= {page.policy: absolute(page.get_absolute_url()) for page in pages}
    address, context = absolute(reverse("articles:home")), {"@context": "https://schema.org"}
    website = {"@type": "WebSite", "name": settings.SITE_NAME, "url": address, "inLanguage": language}
    return [context | website | {"publisher": publisher()}, context | publisher() | policies]


def article(article, translations=()) -> dict:
    """The NewsArticle; the story comes from ``with_page_data``, its public versions in other editions beside it."""
    data = {
        "@context": "https://schema.org",
        "@type": article.schema_type,
        # What search shows; the headline of the page is its other one, where the two differ.
        "headline": article.title_elsewhere,
        "alternativeHeadline": article.public_title if article.title_elsewhere != article.public_title else "",
        "description": article.public_summary,
        "inLanguage": article.language,
        "url": absolute(article.get_absolute_url()),
        "mainEntityOfPage": absolute(article.get_absolute_url()),
        "datePublished": _time(article.published_at),
        "dateModified": _time(article.materially_updated_at or article.published_at),
        "dateline": article.shown["dateline"],
        "articleSection": article.section.name if article.section else "",
        "keywords": [tagging.tag.name for tagging in article.taggings.all()],
        "backstory": article.shown["how_we_know"],
        "wordCount": article.word_count,
        "isAccessibleForFree": True,
        "publisher": publisher(),
        "workTranslation": [
            {"@type": "NewsArticle", "url": absolute(version.get_absolute_url()), "inLanguage": version.language}
            for version in translations
        ],
    }
    if picture := showing.lead(article):
        data["image"] = picture.as_json_ld()
    data |= _contributors(article) | _subjects(article) | _source(article)
    due = [note for note in article.corrections.all() if note.published_at <= timezone.now()]
    if notes := [note for note in due if not note.is_update]:
        data["correction"] = [
            {"@type": "CorrectionComment", "text": note.public_text, "datePublished": _time(note.published_at)}
            for note in notes
        ]
    return {name: value for name, value in data.items() if value not in ("", [], None)}


def _time(value) -> str:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else ""


def _contributors(article) -> dict:
    found = {"author": [], "translator": [], "contributor": []}
    for byline in article.bylines.all():
        role = {"author": "author", "translation": "translator"}.get(byline.role, "contributor")
        if byline.subject:
            found[role].append(people.reference(byline.subject, article.language))
        else:
            found[role].append({"@type": "Person", "name": byline.label})
    return found


def _subjects(article) -> dict:
    about, mentions, scenes = [], [], []
    for mention in article.mentions.all():
        if mention.subject.is_public:
            group = about if mention.prominence == Mention.Prominence.MAIN else mentions
            group.append(people.reference(mention.subject, article.language))
            if group is about and mention.subject.kind == Kind.PLACE:
                scenes.append(group[-1])
    return {"about": about, "mentions": mentions, "contentLocation": scenes}


def _source(article) -> dict:
    if not article.is_republished:
        return {}
    original = {
        "@type": "NewsArticle",
        "name": article.shown["source_title"],
        "url": article.shown["source_url"],
        "author": article.shown["source_authors"],
        "datePublished": article.source_date.isoformat() if article.source_date else "",
    }
    return {
        "isBasedOn": {name: value for name, value in original.items() if value},
        "sourceOrganization": {"@type": "Organization", "name": article.shown["source_outlet"]}
        if article.shown["source_outlet"]
        else None,
    }


def glossary(words, title: str, path: str) -> dict:
    """The words of an edition with what they mean."""
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "name": title,
        "url": absolute(path),
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "name": term.public_term,
                "description": term.public_definition,
                "url": f"{absolute(path)}#{term.anchor}",
            }
            for term in words
        ],
    }
