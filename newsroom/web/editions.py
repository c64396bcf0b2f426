"""Addresses of editions: the default one has no prefix, another stands below its language's code."""

import re

from django.conf import settings
from django.urls import URLResolver

from people.base import languages


class EditionPrefix:
    """A URL pattern that matches the prefix of the edition in which the request is answered.

    As Django's LocalePrefixPattern, but for editions, which may be languages that Django has no catalogue for. The active
    language is the edition: EditionMiddleware sets it from the path, ``translation.override`` to make an address in another.
    """

    converters: dict = {}

    @property
    def regex(self):
        # Only for reversing, which Django caches by active language.
        return re.compile(re.escape(self.prefix))

    @property
    def prefix(self) -> str:
        language = languages.current()
        return f"{language}/" if language in settings.EDITIONS and language != settings.DEFAULT_EDITION else ""

    def match(self, path):
        return (path.removeprefix(self.prefix), (), {}) if path.startswith(self.prefix) else None

    def check(self):
        return []

    def describe(self):
        return f"'{self}'"

    def __str__(self):
        return self.prefix


def edition_patterns(*patterns) -> list[URLResolver]:
    """The patterns, below the prefix of each edition."""
    return [URLResolver(EditionPrefix(), list(patterns))]
