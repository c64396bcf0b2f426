"""Where a note points: marks in the stored texts of a story, its own and that of its pending change.

A mark is no change of the text. It makes no version and no revision, and nothing that readers have is derived anew.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from articles.body import clean, note_marks
from articles.history.content import Content
from articles.models import Article, Note, PendingVersion
from people.base.fields import tidy_text

LONGEST_QUOTE = 1000


@dataclass(frozen=True)
class Passage:
    """Words that somebody selected: the number of the mark on them, and the clean text in which it stands."""

    number: int
    html: str

    @classmethod
    def of(cls, number: str, html: str, language: str = ""):
        """What a form sent; None when no words have a mark of that number."""
        if not (number.isascii() and number.isdigit() and len(number) < 16):
            return None
        passage = cls(int(number), clean(html, language))
        return passage if passage.quote else None

    @property
    def quote(self) -> str:
        return tidy_text(note_marks.words_of(self.html, self.number))[:LONGEST_QUOTE].strip()

    def set_in(self, html: str) -> str:
        """Another text with the mark on the same words, where they stand in it."""
        return note_marks.kept(html, self.html, {*note_marks.passages(html), self.number})


def is_free(article, passage: Passage) -> bool:
    """Whether no other note of the story has the number."""
    return not article.notes.filter(mark=passage.number).exists()


def kept(article, html: str, before: str) -> str:
    """A text that takes the place of another one, with the marks of open notes alone; those whose words still stand stay."""
    if "<mark" not in html and "<mark" not in before:
        return html
    numbers = article.notes.pointing().values_list("mark", flat=True) if article.pk else []
    return note_marks.kept(clean(html, article.language), before, numbers)


def kept_content(article, content: Content, before: Content) -> Content:
    """The same for a content of the story."""
    html, old = content.fields["body"] or "", before.fields["body"] or ""
    return replace(content, fields=content.fields | {"body": kept(article, html, old)})


def mark_words(note: Note, passage: Passage) -> None:
    """Set the mark on the same words of what is stored, where they stand there."""
    _rewrite(note.article, passage.set_in)


def take_out(note: Note) -> None:
    _rewrite(note.article, lambda html: note_marks.only(html, note_marks.passages(html).keys() - {note.mark}))


def put_back(note: Note) -> None:
    """On the words that it was set on, where they stand in the text once."""
    _rewrite(note.article, lambda html: note_marks.pointed(html, note.mark, note.quote))


def _rewrite(article, change: Callable[[str], str]) -> None:
    """The caller holds the story's row."""
    stored = Article.objects.values_list("body", flat=True).get(pk=article.pk)
    if (html := change(stored)) != stored:
        Article.objects.filter(pk=article.pk).update(body=html)
        article.body = html
    waiting = PendingVersion.objects.filter(change__in=article.pending_changes.open()).first()
    if waiting and (html := change(waiting.content["fields"]["body"] or "")) != waiting.content["fields"]["body"]:
        waiting.content["fields"]["body"] = html
        waiting.save(update_fields=["content"])


mark_words.alters_data = take_out.alters_data = put_back.alters_data = True
