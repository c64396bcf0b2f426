"""The text of a story as text: cleaned, read, derived for readers, compared. Pure functions over strings; no database.

``body.clean``, ``body.render`` and ``body.text_of`` are what others call.
"""

from articles.body.cleaning import Clean, Span, clean, images_in, render, text_of, word_count

__all__ = ["Clean", "Span", "clean", "images_in", "render", "text_of", "word_count"]
