"""The demo newsroom's pictures: drawn, taken into the library by its door, and put into stories and on dossiers.

pictures.json says of each what it shows, in whose words, and where it stands.
"""

import json
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from articles import library
from articles.demo import drawing
from articles.models import Image, ImageSubject, ImageText, Portrait

ENTRIES = Path(__file__).parent / "pictures.json"
LANGUAGES = ("en", "ru")


class Pictures:
    """The library of the demo: which picture leads which story, and what stands in its text."""

    def __init__(self, by, subjects):
        self.by, self.subjects = by, subjects
        self.leads, self.figures = {}, {}
        self.languages = [code for code in LANGUAGES if code in settings.EDITIONS]

    def load(self):
        for entry in json.loads(ENTRIES.read_text(encoding="utf-8")) if self.languages else []:
            self._add(entry)

    def lead_of(self, story: str) -> Image | None:
        return self.leads.get(story)

    def in_text(self, story: str, body: str) -> str:
        """The story's text with its figure, if it has one, behind the first paragraph."""
        return body.replace("</p>", f"</p>{self.figures[story]}", 1) if story in self.figures else body

    def _add(self, entry):
        content = drawing.draw(entry["kind"], entry["key"], entry["mood"])
        first, *others = self.languages
        image = library.add(ContentFile(content, name=f"{entry['key']}.png"), by=self.by, language=first)
        words = {"en": entry, "ru": entry.get("ru", {})}
        for name in ("alt", "caption"):
            setattr(image, name, words[first].get(name) or entry[name])
        image.credit, image.licence = entry["credit"], entry["licence"]
        image.is_file_photo = entry.get("is_file_photo", False)
        for language in others:
            if texts := words[language]:
                ImageText.objects.create(image=image, language=language, alt=texts["alt"], caption=texts["caption"])
        if name := entry.get("portrait_of"):
            ImageSubject.objects.create(image=image, subject=self.subjects[name])
            if not Portrait.objects.filter(subject=self.subjects[name]).exists():
                library.set_portraits(image, [self.subjects[name]], by=self.by)
        library.describe(image, by=self.by)
        self.leads |= dict.fromkeys(entry.get("lead_of", []), image)
        if place := entry.get("in_text_of"):
            caption = f"<figcaption>{place['caption']}</figcaption>"
            self.figures[place["story"]] = f'<figure data-image="{image.pk}">{caption}</figure>'
