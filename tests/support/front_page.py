"""The form of a front page, for tests: what is sent, and what comes back."""


def address(page) -> str:
    return f"/admin/articles/frontpage/{page.pk}/change/"


def pins(*rows, **fields) -> dict:
    data = {"language": "en", "pins-TOTAL_FORMS": len(rows), "pins-INITIAL_FORMS": 0}
    for number, (position, article) in enumerate(rows):
        data |= {f"pins-{number}-position": position, f"pins-{number}-article": getattr(article, "pk", article)}
    return data | fields


def places(response) -> list:
    """The headline in each place of the screen, with a star where it is pinned."""
    return [slot.story and f"{slot.story.title}{'*' if slot.is_pinned else ''}" for slot in response.context["slots"]]


def stored(page) -> list:
    return list(page.pins.order_by("position").values_list("article__title", "position"))
