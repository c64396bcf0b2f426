"""schema.org data of subjects, from the same permission as the page: what is not shown is not in it."""

from people.base.pages import absolute
from people.models import Person, Place

TYPES = {"person": "Person", "organization": "Organization", "place": "Place"}


def reference(subject, language: str) -> dict:
    """A subject as a story refers to it."""
    data = {"@type": TYPES[subject.kind], "name": subject.label_in(language)}
    return data | ({"url": absolute(subject.get_absolute_url())} if subject.is_public else {})


def subject(subject, language: str, portrait=None) -> dict:
    """A subject on its own page, with the portrait that the page shows."""
    data = {"@context": "https://schema.org"} | reference(subject, language)
    if names := [name.text for name in subject.other_spellings(language)]:
        data["alternateName"] = names
    if (text := subject.text_in(language)) and text.public_summary:
        data["description"] = text.public_summary
    if subject.is_named and (
        same := [identifier.get_absolute_url() for identifier in subject.identifiers.all() if not identifier.is_claim]
    ):
        data["sameAs"] = same
    if portrait:
        data["image"] = portrait.as_json_ld()
    if isinstance(subject, Person):
        data |= _person(subject, language)
    if isinstance(subject, Place):
        data |= _place(subject, language)
    return data


def _person(person, language: str) -> dict:
    if not person.is_named:
        return {}
    parts = {"givenName": person.given_name, "additionalName": person.patronymic, "familyName": person.family_name}
    data = {name: value for name, value in parts.items() if value}
    if memberships := person.shown_memberships():
        data["memberOf"] = [reference(membership.organization, language) for membership in memberships]
    return data


def _place(place, language: str) -> dict:
    if not place.is_named:
        return {}
    data = {}
    if around := place.around():
        data["containedInPlace"] = reference(around[-1], language)
    if position := place.position:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": position[0], "longitude": position[1]}
    return data
