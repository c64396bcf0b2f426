"""Which pictures a story uses: rows that its save keeps, from its lead picture and its text.

The rows are the permission: what readers may fetch and what the page shows of the library is asked of them, so that a number
that somebody types into a text opens no picture that they may not see.
"""

from articles.body import images_in
from articles.models import ArticleImage, Image

LEAD, BODY = ArticleImage.Place.LEAD, ArticleImage.Place.BODY


def keep_uses(article, *, by):
    """Make the story's rows follow what it holds. A picture is new in a story only if this user may see it."""
    rows = ArticleImage.objects.on_page().filter(article=article)
    kept = {(image, place): pk for pk, image, place in rows.values_list("pk", "image", "place")}
    wanted = {(article.lead_image_id, LEAD)} if article.lead_image_id else set()
    wanted |= {(number, BODY) for number in images_in(article.body)}
    if gone := [pk for use, pk in kept.items() if use not in wanted]:
        ArticleImage.objects.filter(pk__in=gone).delete()
    if new := wanted - kept.keys():
        _add(article, new, by)


def _add(article, new: set, by):
    # Locked, so that none of them is deleted in between.
    asked = Image.objects.visible_to(by).filter(pk__in={number for number, _place in new}).select_for_update()
    known = set(asked.values_list("pk", flat=True))
    ArticleImage.objects.bulk_create(
        ArticleImage(article=article, image_id=number, place=place)
        for number, place in sorted(new)
        if number in known
    )
