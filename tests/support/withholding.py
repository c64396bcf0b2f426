"""Stories that hold a name in every line that readers get, in each of its written forms, and what is left of it on a page.

One more kind of line is one more line in ``tell_of``; what is no story's (a section, another person's role) is made beside it.
"""

import html
import itertools
import re
from functools import lru_cache
from urllib.parse import quote, unquote

from articles.models import Article, Byline
from articles.models.article import PUBLIC_LINES
from people.base.transliteration import make_slug
from people.detection.plain import plain_of
from people.detection.tokens import tokens_of
from tests.factories import make_article, make_correction, make_image
from tests.walk import FOR_MACHINES, START, readers_pages

EDITIONS = {"en": "", "ru": "/ru"}
#: Words of the addresses in which some forms stand.
OTHERS = {"https", "example", "pdf", "теги"}
#: Where a feed goes on to the next story.
ENTRIES = re.compile("(?=<item>|<entry>|</channel>|</feed>)")
LONG_ENOUGH, BEGINNING = 5, 6


def traces_of(forms) -> set[str]:
    """The beginnings of the words of a name as it is written in the forms, as ``readable`` reads them."""
    words = {word.lower() for form in forms for word in _words(unquote(form))}
    return {word[:BEGINNING] for word in words if len(word) >= LONG_ENOUGH and word not in OTHERS}


def _words(form: str) -> list[str]:
    return [token.text for token in tokens_of(form)]


def readable(text: str) -> str:
    """What a person reads of a page or of a header: nothing encoded, no letter in disguise, all small."""
    return "".join(map(_readable, ENTRIES.split(text)))


@lru_cache(maxsize=500)  # a story stands in many feeds in the same words
def _readable(text: str) -> str:
    return plain_of(unquote(html.unescape(unquote(text)))).text.lower()


def left_of(needles: set[str], pages: dict[str, str]) -> dict[str, list[str]]:
    """The traces of the name on each page that has some."""
    read = {where: readable(text) for where, text in pages.items()}
    found = {where: sorted(needle for needle in needles if needle in text) for where, text in read.items()}
    return {where: needles for where, needles in found.items() if needles}


# Stories -------------------------------------------------------------------------------------------------------------


def tell_of(person, form: str, language: str, **fields):
    """A published story about the person with the form in each of its lines, its address too if nothing else is said."""
    line = form.replace("\n", "")
    fields.setdefault("slug", make_slug(f"report {line}", language, fallback="story", max_length=80))
    image = make_image(
        alt=f"{line} at home", caption=f"Here is {line}.", credit=line, language=language, shows=[person]
    )
    article = make_article(
        f"Report on {line} today",
        summary=f"What {line} said.",
        body=_body(form, image),
        language=language,
        about=[person],
        by=person,
        lead_image=image,
        **{name: f"So says {line}." for name in PUBLIC_LINES if name != "source_url" and _fits(name, line)},
        source_url=f"https://example.org/{quote(line)}/",
        **fields,
    )
    Byline.objects.create(article=article, text=f"{line} and others", position=5)
    make_correction(article, f"We wrote of {line} wrongly.")
    article.refresh_from_db()
    return article


def _body(form: str, image) -> str:
    address = f"https://example.org/of/{quote(form)}"
    return (
        f'<h2>{form}</h2><p>Yesterday {form} came home.</p><p>See <a href="{address}">this page</a>.</p>'
        f'<figure data-image="{image.pk}"><figcaption>{form}, last year.</figcaption></figure>'
        f'<figure data-embed="https://example.org/film/{quote(form)}"><figcaption>{form.strip()} on film</figcaption></figure>'
        f"<blockquote><p>{form}</p></blockquote><table><tbody><tr><td>{form}</td></tr></tbody></table>"
    )


# Pages ---------------------------------------------------------------------------------------------------------------


def pages_of_both_editions(client) -> dict[str, str]:
    start = [edition + path for edition in EDITIONS.values() for path in START]
    return readers_pages(client, [*start, *FOR_MACHINES], most=1000)


def headers_of(client, paths) -> dict[str, str]:
    """The headers of each answer, the target of a redirect among them."""
    answers = {path: client.get(path) for path in paths}
    return {f"headers of {path}": f"{answer.status_code} {dict(answer.headers)}" for path, answer in answers.items()}


def other_addresses(articles) -> list[str]:
    """Addresses that lead to the stories by a redirect: another slug, the other edition."""
    return [
        f"{edition}/a/{slug}/{article.pk}/"
        for article, edition, slug in itertools.product(articles, EDITIONS.values(), ("story", "x"))
    ]


def _fits(name: str, line: str) -> bool:
    most = Article._meta.get_field(name).max_length
    return most is None or len(line) + len("So says .") <= most
