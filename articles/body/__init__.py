"""The text of a story as text: cleaned, read, derived for readers, compared. Pure functions over strings; no database.

``body.clean``, ``body.render`` and ``body.text_of`` are what others call.
"""

from articles.body.cleaning import Clean, clean
from articles.body.embeds import untitled
from articles.body.figures import images_in
from articles.body.reading import addresses_in, raised_in, text_of, word_count
from articles.body.rendering import Span, render

__all__ = [
    "Clean",
    "Span",
    "addresses_in",
    "clean",
    "images_in",
    "raised_in",
    "render",
    "text_of",
    "untitled",
    "word_count",
]
