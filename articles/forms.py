"""Form fields for stories."""

from django_prose_editor.fields import ProseEditorFormField

#: What the editor offers; tests show that what each button makes survives ``articles.body.clean``.
EDITOR_EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "History": True,
    "Typographic": True,
}


class BodyFormField(ProseEditorFormField):
    """The rich text editor, with the buttons that a story needs. Cleaning is the model field's."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("extensions", EDITOR_EXTENSIONS)
        super().__init__(*args, **kwargs)
