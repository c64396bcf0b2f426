"""What a writing form sends beside the story: the button that was pressed, and what was typed for colleagues."""

from people.base.fields import tidy_text


def words_in(data, name: str) -> str:
    """What was typed into a field that is none of the story's, fit to store."""
    return tidy_text(data.get(name, "")).strip()


def wanted_move(data) -> str:
    """The name of the move whose button was pressed, if any."""
    return "publish" if "_publish" in data else data.get("_move", "")
