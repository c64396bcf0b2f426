"""How long finding and refolding take with 100,000 recorded names, made by the patterns of the region.

Runs on a database of its own, made and dropped again beside the one of DATABASE_URL (SQLite without it). Claims: a text of
1,000 words in 20 ms and at most 3 queries; all names refolded in under 60 s.
"""

import io
import os
import random
import statistics
import sys
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.detection import find
from people.models import Name, NameKey, Subject
from people.search.duplicates import likely_pairs
from people.search.index import DatabaseIndex

COUNT = 100_000
ROUNDS = 20
QUERIES = ["Aziz Karimov", "Azis Karimof", "Mukhamadmuratov", "aziz", "Murat", "abd"]
GIVEN = """
Abdulla Adil Ahmad Aibek Aidana Aigerim Ainura Akbar Akmal Aleksei Alisher Alina Almaz Anastasia Andrei Anvar Arman Asel
Askar Azamat Aziz Aziza Baurzhan Bakhtiyor Bekzod Bermet Bolat Botir Daniyar Dauren Davit Dilnoza Dilshod Dinara Dmitry
Dovran Elchin Eldar Elena Erkin Erlan Farida Farrukh Fatima Giorgi Gulnara Gulnoza Hasan Husan Ibrohim Ilham Irina Islom
Ivan Jamshid Jeren Kairat Kamila Kamol Kanat Karim Khadija Ketevan Leyla Madina Maksat Malika Marat Maria Medet Merdan
Mikhail Muhammad Murat Nargiza Natalia Nigora Nino Nodira Nurbek Nurlan Ogulgerek Oleg Olga Olim Otabek Oysha Parviz Perdebay
Polat Rahim Ravshan Rovshan Ruslan Rustam Saida Salima Samat Sanzhar Sardor Saule Sergei Sevara Sevinj Shahlo Shavkat Sherzod
Suhrob Svetlana Tahir Talgat Tamar Temirlan Timur Tursunay Ulan Ulugbek Umida Viktor Yulia Yusuf Zafar Zarina Zhanar Zhanibek
"""
ROOTS = """
Abdrakhman Abish Adil Akhmed Aitmat Alim Aman Asan Askar Atabek Auez Azim Babur Baimukhamed Bakir Bazarbai Bekmurat Berdi
Bolat Daulet Dosan Ergash Ermek Esen Fozil Gafur Gaip Guly Gurban Hakim Halyk Hojamurat Ibragim Ilyas Isa Ismail Iskander
Jumabai Juma Kadyr Kaipnazar Karim Kasym Kenzhe Khalil Khamid Khudaibergen Kozhakhmet Kulmat Kurman Latif Mamat Mambet Mirza
Mukhammad Murat Musa Mustafa Narmat Nazar Niyaz Normat Nurmagambet Oraz Oros Osman Otegen Pirnazar Polat Rahmat Rashid Rejep
Ruzmat Sabyr Sadyk Said Salim Sapar Sarsen Satybaldy Seit Serik Shamshet Sharip Smet Sultan Tajibai Tashmukhamed Temir Tokta
Toremurat Tulegen Turdy Turgun Umar Urazbai Usen Usman Valikhan Yakub Yeshmurat Yuldash Yusup Zakir Zhaksylyk Zhanuzak Zhien
"""
ENDINGS = (
    "ov ova ev eva bekov bekova zhanov zhanova baev baeva aliev alieva zoda zade uly kyzy yan shvili li niyazov".split()
)
WORDS = {
    "en": "the court heard on that day that nobody in the town had been told why and when they would be let go again".split(),
    "ru": "суд узнал в тот день что никто в городе не знал почему и когда их снова отпустят домой к своим детям".split(),
}


def made_names(count: int) -> list[str]:
    draw, names = random.Random(1), set()
    given, roots = GIVEN.split(), ROOTS.split()
    while len(names) < count:
        second = draw.choice(["", "", "", "bek ", "zhan ", "khan "]).strip()
        names.add(
            f"{draw.choice(given)}{second} {draw.choice(roots)}{draw.choice(['', '', 'murat', 'bai'])}{draw.choice(ENDINGS)}"
        )
    return sorted(names)


def record(names: list[str], slugs: str = "person"):
    """Subjects and names without the rest of what an import does: only these two are read here."""
    subjects = Subject.objects.bulk_create(
        (Subject(kind="person", label=name, slug=f"{slugs}-{number}") for number, name in enumerate(names)),
        batch_size=1000,
    )
    pairs = zip(subjects, names, strict=True)
    while chunk := list(islice(pairs, 2000)):
        spelled = [Name(subject=subject, text=text, language="en", kind="preferred") for subject, text in chunk]
        for name in spelled:
            name.derive()
        Name.objects.bulk_create(spelled)


def story(language: str, names: list[str], words: int = 1000, persons: int = 20) -> str:
    """A text of so many words that names so many of the people, each once in full."""
    draw, between = random.Random(2), (words - 2 * persons) // persons
    sentences = []
    for name in draw.sample(names, persons):
        filling = [draw.choice(WORDS[language]) for _ in range(between)]
        filling.insert(between // 2, name)
        sentences.append(" ".join(filling).capitalize().replace(name.lower(), name) + ".")
    return " ".join(sentences)


def time_finding(language: str, text: str):
    find(text, language, DatabaseIndex())
    spent = []
    with CaptureQueriesContext(connection) as queries:
        found = find(text, language, DatabaseIndex())
    for _ in range(ROUNDS):
        start = time.perf_counter()
        find(text, language, DatabaseIndex())
        spent.append(1000 * (time.perf_counter() - start))
    print(
        f"find    {language}  {len(text.split()):,} words: median {statistics.median(spent):.0f} ms, best {min(spent):.0f} ms, "
        f"{len(queries)} queries, {len(found.spans)} spans"
    )


def time_searching(query: str):
    """As the readers' index asks: how many, and the first page."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = Subject.objects.public().publicly_named_like(query).closest_first("label", "pk")
        total, _page = found.count(), list(found[:60])
        spent.append(1000 * (time.perf_counter() - start))
    print(f"search  {query:20} median {statistics.median(spent):.0f} ms, best {min(spent):.0f} ms, {total:,} found")


def time_duplicates():
    start = time.perf_counter()
    pairs = sum(len(portion.pairs) for portion in likely_pairs(Subject.objects.filter(pk__lte=50_000)))
    print(f"duplicates  50,000 subjects in {time.perf_counter() - start:.0f} s, {pairs:,} pairs")


def time_refolding():
    start = time.perf_counter()
    call_command("refold_names", "--all", stdout=io.StringIO(), stderr=io.StringIO())
    print(f"refold      {Name.objects.count():,} names in {time.perf_counter() - start:.1f} s")


def main():
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        names = made_names(COUNT)
        start = time.perf_counter()
        record(names)
        print(f"names       {COUNT:,} recorded on {connection.vendor} in {time.perf_counter() - start:.1f} s, "
              f"{NameKey.objects.count():,} keys")  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # a database that was not filled a second ago has done so by itself
        time_finding("en", story("en", names))
        time_finding("ru", story("ru", names))
        for query in QUERIES:
            time_searching(query)
        time_duplicates()
        time_refolding()
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


if __name__ == "__main__":
    main()
