"""Cells for files that people open in a spreadsheet program, which takes some texts for formulas and runs them."""

import re

#: What makes a program run a cell, also behind quotation marks, spaces and signs that some programs split at.
RUNS = re.compile("""^[\\s"'`;,|]*[=+\\-@\\t\\r＝＋－＠]|^[\\t\\r]""")


def cell(value) -> str | int | float:
    """A number stays a number; a text that a program might run begins with an apostrophe, which it takes for "text"."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = "" if value is None else str(value)
    return f"'{text}" if RUNS.match(text) else text


def row(values) -> list:
    return [cell(value) for value in values]
