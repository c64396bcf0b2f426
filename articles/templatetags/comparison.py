"""Tags for what differs between two versions."""

from django import template

register = template.Library()

#: Blanks that came or went alone: side by side they would look the same.
BLANKS = str.maketrans({" ": "␣", "\u00a0": "⍽", "\u202f": "⍽", "\n": "↵", "\t": "⇥", "\u2009": "·", "\u200a": "·"})


@register.filter
def blanks_shown(text: str) -> str:
    """The text; one of blanks alone as signs that can be told apart."""
    return text if text.strip() else text.translate(BLANKS)
