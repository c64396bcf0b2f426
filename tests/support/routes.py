"""Every address that the site answers."""

from typing import NamedTuple

from django.urls import URLResolver, get_resolver


class Route(NamedTuple):
    route: str
    parameters: list[str]


def routes(patterns=None, before="", namespace="") -> dict[str, Route]:
    """Every address that the site answers, by its name in full; by its route where it has no name."""
    found = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= routes(pattern.url_patterns, here, inner)
        else:
            parameters = list(pattern.pattern.regex.groupindex)
            found[namespace + pattern.name if pattern.name else here] = Route(here, parameters)
    return found
