"""What hiding costs: deriving a story beside 500 protected persons, and finding the stories that may hold a name.

    python benchmarks/hiding.py                    all parts
    python benchmarks/hiding.py deriving finding large
    python benchmarks/hiding.py --stories 10000 --profile finding

Runs on a database of its own, made and dropped again beside the one of DATABASE_URL (SQLite without it). All names and most words
are made up. Times of one machine say little, so each claim is a ratio of two times of one run:

    deriving   a story of 1,000 words with three confirmed persons: beside 500 protected persons at most 1.5 times as long as
               beside none, in the median of different stories; of new words, where no story shares a seldom word with one that
               the process has read, and of met words, where a vocabulary is used over and over as in a newsroom
    finding    the stories that may hold a name, in any script, among 100,000: faster than reading the stories' text
    large      a story of 100,000 words beside 5,000 protected persons: told, not claimed
"""

import argparse
import cProfile
import os
import pstats
import random
import statistics
import sys
import time
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from names import made_names, record

from articles.models import Article, Mention, Section
from articles.rendering import derive
from articles.rendering.masks import stories_holding
from newsroom.models import User
from people import naming
from people.detection.traces import trace_of
from people.models import Exposure, NameTrace, Person, Subject
from people.names import plain_fold

STORY_WORDS = 1000
#: So many stories a process has derived before its words count as met.
STORIES_MET = 30
#: So many different texts stand behind the stories that are looked through; making more takes long and changes nothing.
TEXTS, TEXT_WORDS = 4000, 200
#: Small words that each story is full of, then made ones: few of them often, most of them seldom, as in any language.
COMMON = {
    "en": "the of and to in that was for on with as he she they had by at from is not who it were been said after would its "
    "which court police wife lawyer city day year people case told officers home letter prison judge".split(),
    "ru": "и в на не что с по из за был была как к его её они о до у от для после это который где суд полиция город день год "
    "люди дело дом письмо судья адвокат сказал сказала сообщил когда перед более также было".split(),
}
SYLLABLES = {
    "en": "ba con der ment ti ver sel pro lim tran ous ing per ate mis fen gral tor vi dul ked sing rop hal".split(),
    "ru": "по ни ре ста вод дел ра го ма ло ще пре жи ку зна бир мел сто лов ча при тре зор гла".split(),
}
ENDINGS = {
    "en": ["", "", "s", "ed", "ing", "ly", "ment", "er"],
    "ru": ["", "а", "ы", "ов", "ами", "ого", "ые", "ать"],
}
#: Whom some stories name, and how they do.
WITHHELD = ("Бекзат Ералинов", "ru")
WRITTEN = ["Bekzat Yeralinov", "Eralinov Bekzat", "Бекзата Ералинова", "ბექზატ ერალინოვი"]
PLANTED = 40
CONFIRMED = [
    ("Perdebay Otegenov", "Пердебай Отегенов"),
    ("Saltanat Djumaeva", "Салтанат Джумаева"),
    ("Olim Rejepov", "Олим Режепов"),
]


class Writer:
    """Writes stories of made-up words, one after another and never the same twice; the same ones in each run."""

    def __init__(self, language: str, vocabulary: int = 12_000):
        self.draw, self.language = random.Random(f"hiding {language}"), language
        self.rare = [self._made_word() for _ in range(vocabulary)]

    def forget(self):
        """From now on other words than those that were written with so far, apart from the small ones."""
        self.rare = [self._made_word() for _ in self.rare]

    def _made_word(self) -> str:
        count = self.draw.choice((1, 2, 2, 3, 3, 4))
        word = "".join(self.draw.choice(SYLLABLES[self.language]) for _ in range(count))
        return word + self.draw.choice(ENDINGS[self.language])

    def _word(self) -> str:
        if self.draw.random() < 0.45:
            return self.draw.choice(COMMON[self.language])
        # Of words that are not small ones the often used ones make up most: a power of chance gives such a curve.
        word = self.rare[int(len(self.rare) * self.draw.random() ** 4)]
        return word.capitalize() if self.draw.random() < 0.06 else word

    def sentences(self, words: int, names=()) -> list[str]:
        """So many words in sentences; the names, each in full, in the first ones and by their last words again."""
        waiting, written = [*names, *(name.split()[-1] for name in names)], []
        while words > 0:
            sentence = [self._word() for _ in range(self.draw.randint(8, 22))]
            if waiting:
                sentence[3:3] = waiting.pop(0).split()
            written.append(f"{sentence[0].capitalize()} {' '.join(sentence[1:])}.")
            words -= len(sentence)
        return written

    def story(self, words: int, names=()) -> str:
        sentences = iter(self.sentences(words, names))
        return "".join(f"<p>{' '.join(part)}</p>" for part in iter(lambda: list(islice(sentences, 4)), []))


# Deriving ------------------------------------------------------------------------------------------------------------


class Desk:
    """A database of stories and persons, as far as the measured functions look at them."""

    def __init__(self):
        self.user = User.objects.create_user("desk")
        self.persons = [
            naming.create(Person, names[0], names=[{"text": names[1], "language": "ru"}]) for names in CONFIRMED
        ]
        self.sections = {code: Section.objects.create(name=f"News {code}", language=code) for code in COMMON}
        self.writers = {code: Writer(code) for code in COMMON}

    def protect(self, count: int):
        """Record so many persons whose names are withheld; those of before stay, with their names printed."""
        known = {person.pk for person in self.persons}
        Subject.objects.exclude(pk__in=known).update(exposure=Exposure.NAMED)
        record(made_names(count), slugs=f"protected-{count}")
        protected = Subject.objects.filter(slug__startswith=f"protected-{count}-")
        protected.update(exposure=Exposure.WITHHELD)
        return protected

    def story(self, language: str, words: int) -> Article:
        """A story that is tagged with the three persons and names each of them twice."""
        names = [spelled[language == "ru"] for spelled in CONFIRMED]
        article = Article.objects.create(
            title=f"{names[0]} {self.writers[language].sentences(6)[0]}",
            body=self.writers[language].story(words, names),
            language=language,
            section=self.sections[language],
            created_by=self.user,
        )
        confirmed = Mention.State.CONFIRMED
        Mention.objects.bulk_create(Mention(article=article, subject=who, state=confirmed) for who in self.persons)
        return article


def time_deriving(desk: Desk, asked):
    """Stories in turn beside protected persons and beside none: whatever else the machine does falls on both."""
    protected = desk.protect(asked.protected)
    for language, writer in desk.writers.items():
        for words in ("new", "met"):
            spent = {Exposure.NAMED: [], Exposure.WITHHELD: []}
            if words == "met":
                protected.update(exposure=Exposure.WITHHELD)
                for _ in range(STORIES_MET):
                    derive(desk.story(language, STORY_WORDS))
            for number in range(2 * asked.rounds + 2):
                if words == "new":
                    writer.forget()
                exposure = (Exposure.WITHHELD, Exposure.NAMED)[number % 2]
                protected.update(exposure=exposure)
                story = desk.story(language, STORY_WORDS)
                # Of this process alone, whoever else uses the machine: it reads, and asks the database for little.
                spent[exposure].append(seconds_of(derive, story, profile=asked.profile, clock=time.process_time))
            none, beside = (statistics.median(times[1:]) for times in (spent[Exposure.NAMED], spent[Exposure.WITHHELD]))
            print(
                f"deriving  {language}  {STORY_WORDS:,} words, {words}: beside none {told(none)}, "
                f"beside {asked.protected} protected {told(beside)}, {beside / none:.2f} times"
            )


def time_large(desk: Desk, asked):
    """Whatever is recorded and written, it ends."""
    desk.protect(5000)
    for language in COMMON:
        words = seconds_of(derive, desk.story(language, 100_000), profile=asked.profile)
        print(f"large     {language}  100,000 words beside 5,000 protected: {words:.1f} s")


# Finding -------------------------------------------------------------------------------------------------------------


def time_finding(desk: Desk, asked):
    start = time.perf_counter()
    planted = fill(desk, asked.stories)
    analyse()
    print(f"finding   {asked.stories:,} stories on {connection.vendor}, made in {time.perf_counter() - start:.0f} s")
    person = naming.create(Person, WITHHELD[0], language=WITHHELD[1])
    spent = [seconds_of(lambda: found(person), profile=asked.profile) for _ in range(asked.rounds)]
    with CaptureQueriesContext(connection) as queries:
        keys = found(person)
    letters = statistics.median(seconds_of(lambda: found_by_letters(person)) for _ in range(3))
    reading = min(seconds_of(read_all) for _ in range(2))
    middle, missed = statistics.median(spent), len(planted - found_by_letters(person))
    print(f"finding   median {told(middle)}, {len(queries)} queries, {len(keys):,} found")
    print(
        f"          {len(planted - keys)} of {len(planted)} that name her missed; by the letters of her name {missed}"
    )
    print(f"          asking for the letters {told(letters)}, {letters / middle:.1f} times as long")
    print(f"          reading all texts {told(reading)}, {reading / middle:.1f} times as long")
    if asked.plan:
        print(stories_holding(person, Article.objects.all()).values("pk").explain())


def found(person) -> set[int]:
    return set(stories_holding(person, Article.objects.all()).values_list("pk", flat=True))


def found_by_letters(person) -> set[int]:
    """As it was asked before stories had traces: which texts hold the recorded spelling."""
    asked = Q()
    for name in person.names.all():
        asked |= Q(folded__contains=name.folded)
    return set(Article.objects.filter(Q(mentions__subject=person) | asked).distinct().values_list("pk", flat=True))


def read_all() -> int:
    return sum(len(text) for text in Article.objects.values_list("body", flat=True).iterator(chunk_size=1000))


def fill(desk: Desk, count: int) -> set[int]:
    """So many stories with their traces; the keys of those that name the person, in four ways."""
    made = [(code, text, plain_fold(text), trace_of(text, code)) for code, text in texts(desk)]
    place = count // PLANTED
    planted = set()
    for first in range(0, count, 2000):
        rows, traces = [], {}
        for number in range(first, min(count, first + 2000)):
            code, text, folded, trace = made[number % len(made)]
            if number % place == place // 2:
                text = f"{text} {WRITTEN[number // place % len(WRITTEN)]}"
                folded, trace = plain_fold(text), trace_of(text, code)
            rows.append(stored_story(desk, number, code, text, folded))
            traces[number] = trace
        stored = Article.objects.bulk_create(rows)
        NameTrace.objects.store_all(
            Article, {row.pk: trace for row, trace in zip(stored, traces.values(), strict=True)}
        )
        planted |= {row.pk for row in stored if int(row.slug.removeprefix("story-")) % place == place // 2}
    return planted


def texts(desk: Desk):
    for number in range(TEXTS):
        code = ("en", "ru")[number % 2]
        yield code, " ".join(desk.writers[code].sentences(TEXT_WORDS))


def stored_story(desk: Desk, number: int, code: str, text: str, folded: str) -> Article:
    times = {"status": "published", "published_at": timezone.now()}
    whose = {"created_by": desk.user, "section": desk.sections[code], "language": code}
    return Article(
        title=f"Story {number}", slug=f"story-{number}", body=f"<p>{text}</p>", folded=folded, **whose, **times
    )


# Measuring -----------------------------------------------------------------------------------------------------------


def seconds_of(function, *arguments, profile=None, clock=time.perf_counter) -> float:
    if profile:
        profile.enable()
    start = clock()
    function(*arguments)
    spent = clock() - start
    if profile:
        profile.disable()
    return spent


def told(seconds: float) -> str:
    return f"{1000 * seconds:,.0f} ms"


def analyse():
    """A database that was not filled a second ago has done so by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def own_database():
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


PARTS = {"deriving": time_deriving, "finding": time_finding, "large": time_large}


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="part", help=", ".join(PARTS))
    parser.add_argument("--rounds", type=int, default=20, help="stories of each kind, or questions, that are timed")
    parser.add_argument("--protected", type=int, default=500, help="protected persons beside whom stories are derived")
    parser.add_argument("--stories", type=int, default=100_000, help="stories that are looked through")
    parser.add_argument("--profile", action="store_true", help="say which functions the time goes into")
    parser.add_argument("--plan", action="store_true", help="say how the database finds the stories")
    return parser.parse_args()


def main():
    asked = read_arguments()
    asked.profile = cProfile.Profile() if asked.profile else None
    with own_database():
        desk = Desk()
        for part in asked.parts or PARTS:
            PARTS[part](desk, asked)
    if asked.profile:
        pstats.Stats(asked.profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
