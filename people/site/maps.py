"""The map on the page of a place, drawn by us of outlines that we have: it loads nothing, from us or from elsewhere."""

from django.conf import settings
from django.utils.translation import gettext

from people.models import Place
from people.site.atlas import Drawing, draw


def context(place, language: str) -> dict:
    """What the template of the map needs: names as the newsroom's own records have them, and what is to be seen in words."""
    drawing = of_place(place)
    if drawing is None:
        return {}
    codes = {label.code: label for label in drawing.labels}
    countries = Place.objects.public().named().without_tree_fields().filter(country_code__in=codes).order_by("pk")
    names = {country.country_code: country.label_in(language) for country in countries}
    said = [gettext("The mark shows where it lies.")] if drawing.mark else []
    said += [gettext("The country is set apart by its colour.")] if drawing.country else []
    if around := [name for name in names.values() if name != place.label_in(language)]:
        said.append(gettext("On the map: %(names)s.") % {"names": ", ".join(around)})
    return {
        "map": drawing,
        "map_names": [(codes[code], name) for code, name in names.items()],
        "map_about": " ".join(said),
    }


def of_place(place) -> Drawing | None:
    """None where neither a position nor a country that the map knows is recorded."""
    code = next((each.country_code for each in (place, *reversed(place.around())) if each.country_code), "")
    return draw(place.position, code, settings.MAP_DISPUTED_BORDERS, tuple(settings.MAP_DISPUTED_AREAS.items()))
