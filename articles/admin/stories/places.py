"""Where in the writing form, or on which page, a line of the checklist is mended."""

from django.urls import reverse

#: Where the form mends what the checklist names, when it is not the field of that name.
PLACES = {"bylines": "bylines-group", "people": "names-panel", "notes": "notes", "body": "story-text"}


def where_to_mend(item, article) -> str:
    """The address in the form, or of the page on which it is decided."""
    if item.subject:
        return f"{reverse('admin:articles_article_withheld', args=[item.subject])}?story={article.pk}"
    return f"#{PLACES.get(item.field) or f'id_{item.field}'}"
