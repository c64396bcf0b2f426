"""Form fields for stories."""

import json

from django import forms
from django.forms.widgets import Script
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.body import rules
from articles.body.cleaning import clean

#: What the editor offers; tests show that what each button makes survives ``articles.body.cleaning.clean``.
EDITOR_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Strike": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
    "SpecialCharacters": True,
    # What no story is without.
    "Document": True,
    "Paragraph": True,
    "Text": True,
    "Menu": True,
    "NoSpellCheck": False,
    "Dropcursor": True,
    "Gapcursor": True,
}


class BodyEditor(forms.Textarea):
    """The rich text editor, started by a script of ours.

    It imports Tiptap's editor by its address, so that the page needs no import map, and tells it not to put a style sheet
    into the page: the content security policy of these pages stays as strict as that of all others.
    """

    class Media:
        css = {
            "all": [
                "django_prose_editor/material-icons.css",
                "django_prose_editor/editor.css",
                "newsroom/admin/editor.css",
                "newsroom/admin/paste.css",
                "newsroom/admin/embed.css",
            ]
        }
        js = [Script("newsroom/admin/editor.js", type="module")]

    def __init__(self, attrs=None):
        super().__init__({"rows": 24, "class": "story-body"} | (attrs or {}))

    def format_value(self, value):
        """Clean, also where it was only typed: the editor parses it in the page, where a stray tag asks for what it names."""
        return clean(value) if isinstance(value, str) else value

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        config = {
            "extensions": {name: options for name, options in EDITOR_EXTENSIONS.items() if options},
            "titles": editor_titles(),
            "rules": rules.for_editor(),
            "links": reverse("admin:articles_article_link_targets"),
        }
        context["widget"]["attrs"]["data-story-editor"] = json.dumps(config)
        return context

    def use_required_attribute(self, initial):
        return False


class BodyFormField(forms.CharField):
    """The text of a story or page. Cleaning is the model field's."""

    def __init__(self, *args, **kwargs):
        kwargs["widget"] = BodyEditor  # the admin would put its own text box here
        kwargs.setdefault("strip", False)
        super().__init__(*args, **kwargs)


def editor_titles() -> dict[str, str]:
    """What the buttons of the editor are called, by the names that it knows them by."""
    return {
        "text": _("Text"),
        "toolbar": _("Formatting"),
        "characters": _("Special characters"),
        "heading2": _("Heading"),
        "heading3": _("Smaller heading"),
        "heading4": _("Smallest heading"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quotation"),
        "horizontalRule": _("Rule"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "strike": _("Struck out"),
        "subscript": _("Subscript"),
        "superscript": _("Superscript"),
        "link": _("Link: select the words first"),
        "unlink": _("Remove the link"),
        "box": _("Box, such as: what we know"),
        "pullQuote": _("Quotation set apart"),
        "ownLink": _("Link to a story, person or place of ours"),
        "noteOnWords": _("Note to colleagues on the selected words (Ctrl+Alt+M)"),
        "menu": _("Insert"),
        "found": _("Stories, people and places"),
        "nothing": _("Nothing found that readers can open"),
        "signed-out": _("You are signed out: open the form in another tab and sign in."),
        "failed": _("No answer. Go on typing to try again."),
        "table": _("Table"),
        "table:addColumnAfter": _("Add a column"),
        "table:deleteColumn": _("Remove the column"),
        "table:addRowAfter": _("Add a row"),
        "table:deleteRow": _("Remove the row"),
        "table:mergeCells": _("Merge cells"),
        "table:splitCell": _("Split the cell"),
        "table:toggleHeaderCell": _("Heading cell"),
        "table:deleteTable": _("Remove the table"),
        "picture": _("Picture"),
        "picture:remove": _("Remove the picture"),
        "picture:caption": _("Caption for this story; empty: the library's"),
        "picture:credit": _("No credit yet"),
        "picture:open": _("Open its page"),
        "picture:unknown": _("Picture deleted, or you may not see it:"),
        "embed": _("Card of a video or post"),
        "embed:address": _("Address of the video or post"),
        "embed:shows": _("What the video or post shows"),
        "embed:title": _("Say what it shows: readers decide by it whether to open it"),
        "embed:promise": _(
            "Readers get a card with a link. Their browser asks the other site for nothing until they open it."
        ),
        "embed:change": _("Change the address"),
        "embed:remove": _("Remove the card"),
        "embed:refused": _("Type the whole address of the video or post, such as https://www.youtube.com/watch?v=…"),
        "embed:untitled": _("Say in a line what it shows: readers decide by it whether to open it."),
        "embed:offer": _("Show this address as a card?"),
        "embed:make": _("Make it a card"),
        "undo": _("Undo"),
        "history:undo": _("Undo"),
        "history:redo": _("Redo"),
        "no-break space": _("No-break space"),
        "paste:left": _("Left out:"),
        "paste:comments": _("comments"),
        "paste:deleted": _("deleted words"),
        "paste:hidden": _("hidden words"),
        "paste:pictures": _("pictures (add each as a file)"),
        "paste:embeds": _("What was embedded is a link to its address."),
        "paste:cards": _("What was embedded is a card: say in it what it shows."),
        "paste:files": _("Only pictures can be put into a text, and only where the page has the library."),
        "paste:joined": _("Lines that belong together were joined."),
        "paste:keep": _("Keep the lines"),
        "paste:dismiss": _("Close"),
        "link:refused": _(
            "This address leads nowhere. Type it as https://example.org/page, desk@example.org, tel:+77271234567 or /page."
        ),
        "words": _("words"),
        "minutes": _("min to read"),
        # Of its dialogues, by their English words.
        "Edit Link": _("Link"),
        "URL": _("Address"),
        "Update": _("Set"),
        "Cancel": _("Cancel"),
        "Table Properties": _("Table"),
        "Insert Table": _("Insert"),
        "Rows": _("Rows"),
        "Columns": _("Columns"),
        "Include header row": _("With a heading row"),
    }
