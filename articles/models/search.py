"""The index that readers search: the words of stories as readers see them, and what ranks a story among others."""

from django.db import connection, models
from django.db.models import Exists, F, Lookup, OuterRef

from articles.models.article import Article

#: A position is the second of publication and, in so many low bits, the number of the story: newest first is one order on
#: both databases, and the number is read from it.
NUMBER_BITS = 24
NUMBER = (1 << NUMBER_BITS) - 1


def position_of(article) -> int:
    return int(article.published_at.timestamp()) << NUMBER_BITS | article.pk


@models.BigIntegerField.register_lookup
class OneOf(Lookup):
    """One of a thousand whole numbers, written out: as parameters they take Django longer than the database takes to answer."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN ({', '.join(str(int(number)) for number in self.rhs) or 'NULL'})", params


class IndexedStory(models.Model):
    """A story that is published, now or at a time to come, as the index has it. Whoever asks goes through ``published()``."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="+")
    position = models.BigIntegerField(unique=True)
    #: The words by which it is ranked, a line for each of articles.search.ranking.LINES.
    head = models.TextField()

    def __str__(self):
        return f"{self.article_id}"


class WordsField(models.TextField):
    """Finished words: an FTS5 column on SQLite, a tsvector on PostgreSQL."""


@WordsField.register_lookup
class Matches(Lookup):
    """Whether the words are as a ``Wanted`` says (articles.search.expressions), each database in its own notation."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} MATCH %s", [*params, self.rhs.as_fts5()]

    def as_postgresql(self, compiler, connection):
        column, params = self.process_lhs(compiler, connection)
        return f"{column} @@ %s::tsquery", [*params, self.rhs.as_tsquery()]


class StoryWordsQuerySet(models.QuerySet):
    def matching(self, wanted):
        return self.filter(words__matches=wanted)

    def newest_first(self):
        return self.order_by("-position")

    def with_article(self):
        """Each with ``article``, the number of its story."""
        return self.annotate(article=F("position").bitand(NUMBER))

    def among(self, stories):
        """Those of any of the stories (a queryset), asked for one by one: of many hits only the newest are wanted."""
        return self.filter(Exists(stories.order_by().filter(pk=OuterRef("article"))))

    def remove(self, positions):
        self._many("DELETE FROM articles_storywords WHERE rowid = %s", [(position,) for position in positions])

    def add(self, rows):
        """Rows of (position, list of words)."""
        is_postgresql = connection.vendor == "postgresql"
        place = "%s::tsvector" if is_postgresql else "%s"
        written = as_tsvector if is_postgresql else " ".join
        values = [(position, written(words)) for position, words in rows]
        self._many(f"INSERT INTO articles_storywords (rowid, words) VALUES (%s, {place})", values)  # noqa: S608

    @staticmethod
    def _many(statement: str, values):
        if values:
            with connection.cursor() as cursor:
                cursor.executemany(statement, values)

    remove.alters_data = add.alters_data = True


class StoryWords(models.Model):
    """The words of a story in the order of the text. The migration makes the table, which differs by database."""

    position = models.BigIntegerField(primary_key=True, db_column="rowid")
    words = WordsField()

    objects = StoryWordsQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "articles_storywords"

    def __str__(self):
        return f"{self.position}"


#: PostgreSQL keeps no more places of one word.
MOST_PLACES = 255


def as_tsvector(words: list[str]) -> str:
    """The words with their places, as PostgreSQL reads a finished vector."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words, 1):
        places.setdefault(word, []).append(place)
    return " ".join(f"'{word}':{','.join(map(str, found[:MOST_PLACES]))}" for word, found in places.items())


class SearchRules(models.Model):
    """Rules by which the whole index was made, or is being: ``articles.search.building.RULES`` of a release."""

    version = models.PositiveSmallIntegerField(unique=True)

    def __str__(self):
        return f"{self.version}"
