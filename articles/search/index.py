"""The one door of the index: it follows what readers see of stories, in the transaction of the change."""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from articles import body
from articles.models import Article, Byline, Correction, IndexedStory, Mention, Status, StoryWords
from articles.models.article import PUBLIC_LINES
from articles.models.search import position_of
from articles.search.expressions import AUTHOR, GAP, SUBJECT, TOPIC
from articles.search.words import tokens_in
from people.base.locks import take_turn

PORTION = 100
#: Of a longer text only the beginning is found: PostgreSQL counts no further places.
MOST_WORDS = 16_000
#: A story is about the words that its text has so often, if they are no shorter.
OFTEN, LONG = 3, 4
MOST_OFTEN = 40
#: Lines of a story that are found as its text is.
SMALL = ("short_title", "dateline", "how_we_know", "source_outlet", "source_authors")
COLUMNS = ("language", "status", "published_at", "public_title", "public_summary", "body_html", "masked", *PUBLIC_LINES)


@transaction.atomic
def follow(keys):
    """Make what the index has of these stories what readers see, or will see when their time has come."""
    take_turn()
    keys = sorted(keys)
    for start in range(0, len(keys), PORTION):
        _follow(keys[start : start + PORTION])


def _follow(keys: list[int]):
    indexed = IndexedStory.objects.filter(pk__in=keys)
    positions = set(indexed.values_list("position", flat=True))
    stories = list(published(keys))
    StoryWords.objects.remove(sorted(positions | {position_of(story) for story in stories}))
    indexed.delete()
    store(stories)


def store(stories):
    """Put these stories, with what is read of them, into an index that has none of them."""
    read = {story: Read(story) for story in stories}
    StoryWords.objects.add([(position_of(story), found.words) for story, found in read.items()])
    IndexedStory.objects.bulk_create(
        IndexedStory(article=story, position=position_of(story), head=found.head) for story, found in read.items()
    )


def published(keys):
    """With all that is indexed of them; scheduled ones too, for no change tells that their time has come."""
    mentions = Prefetch("mentions", Mention.objects.confirmed(), to_attr="confirmed")
    bylines = Prefetch("bylines", Byline.objects.order_by("position", "id"), to_attr="signed")
    # Only what readers are told already: nothing says when the time of a later note has come.
    notes = Correction.objects.filter(published_at__lte=timezone.now()).order_by("published_at", "id")
    corrections = Prefetch("corrections", notes, to_attr="told")
    return (
        Article.objects.filter(pk__in=keys, status=Status.PUBLISHED)
        .only(*COLUMNS)
        .prefetch_related(mentions, bylines, corrections, "taggings")
    )


class Read:
    """A story of ``published`` as the index has it."""

    def __init__(self, story):
        language, shown = story.language, story.shown
        title, dek = tokens_in(story.public_title, language), tokens_in(story.public_summary, language)
        text = tokens_in(body.text_of(story.body_html), language)
        lines = [shown[name] for name in SMALL]
        lines += [row.public_text for row in story.signed if row.text]
        lines += [note.public_text for note in story.told]
        small = [tokens_in(line, language) for line in lines if line]
        marks = _marks(story)
        parts = [[mark for found in marks.values() for mark in found], title, dek, *small, text]
        self.words = [token for part in parts if part for token in [*part, GAP]][:MOST_WORDS]
        often = [word for word, times in Counter(text).most_common() if times >= OFTEN and len(word) >= LONG]
        lines = [title, dek, often[:MOST_OFTEN], marks["main"], marks["others"]]
        self.head = "\n".join(f" {' '.join(line)} " for line in lines)


def _marks(story) -> dict[str, list[str]]:
    """Whom the story names, who signed it and under which topics it stands: what it is about apart from the rest."""
    found = defaultdict(list)
    for mention in story.confirmed:
        is_main = mention.prominence == Mention.Prominence.MAIN
        found["main" if is_main else "others"].append(f"{SUBJECT}{mention.subject_id}")
    found["main"] += [f"{TOPIC}{tagging.tag_id}" for tagging in story.taggings.all()]
    found["others"] += [f"{AUTHOR}{key}" for row in story.signed if (key := row.person_id or row.desk_id)]
    return found


follow.alters_data = store.alters_data = True
