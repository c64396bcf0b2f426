"""The panel "People and places in this text": what it shows, to whom, and what is remembered of what was decided there."""
