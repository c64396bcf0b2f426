"""Whom and what a text names: text in, spans out.

Pure functions over an index that the database provides (``NameIndex``); nothing is kept between two texts.
"""

from people.detection.finding import TEXT_LIMIT, Findings, Span, find
from people.detection.index import Candidate, NameIndex
from people.detection.keys import keys_of
from people.detection.likely import likely_persons
from people.detection.likely_bodies import likely_subjects

__all__ = [
    "TEXT_LIMIT",
    "Candidate",
    "Findings",
    "NameIndex",
    "Span",
    "find",
    "keys_of",
    "likely_persons",
    "likely_subjects",
]
