"""Tags for pages that show pictures. A page's ``media_base`` says from where, if not from where readers have them."""

from django import template

from articles.pictures import showing

register = template.Library()


def _base(context) -> str:
    return context.get("media_base") or showing.READERS


@register.simple_tag(takes_context=True)
def lead_picture(context, article, place: str = "column"):
    """The story's lead picture in the ``column`` of its own page, or on a ``front`` as the lead's or in its ``second`` rank."""
    sizes = {"front": showing.FRONT, "second": showing.SECOND}.get(place, showing.COLUMN)
    return showing.lead(article, _base(context), sizes)


@register.simple_tag(takes_context=True)
def thumbnail(context, article):
    """The lead picture, small, beside the headline; the story comes from with_listing_data."""
    return showing.thumbnail(article, _base(context))
