"""The picture that other sites show with a link: the public headline on paper, as long as the story's page is there."""

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image

from articles import workflow
from articles.models import Article
from articles.pictures import sharing
from articles.pictures.sharing import Words, draw, drawable, font_of
from articles.site import share_pictures
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_image, make_person, make_section, make_user
from tests.support.desk import publish

SITE = "http://127.0.0.1:8000"
ADDRESS = re.compile(r'<meta property="og:image" content="http://127.0.0.1:8000([^"]+)">')


def words(headline: str = "", **given) -> Words:
    given = {
        "mark": "",
        "name": "The Newsroom",
        "address": "news.example.org",
        "language": "en",
        "is_rtl": False,
    } | given
    return Words(headline=headline, **given)


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def ink_of(content: bytes) -> tuple[int, int, int, int]:
    """The box of what is drawn in the colour of the headline, above the line at the foot."""
    pixels = opened(content).convert("L").crop((0, 130, sharing.WIDTH, 525))
    return pixels.point(lambda value: 255 if value < 60 else 0).getbbox()


def address_of(client, page: str) -> str:
    return ADDRESS.search(client.get(page).text)[1]


# How it is drawn -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Ә Ғ Қ Ң Ө Ұ Ү Һ І ә ғ қ ң ө ұ ү һ і", "Oʻzbekiston gʻalaba", "Oʼzbek o‘ g‘", "پروندهٔ چگونه ژ گ ۱۲۳", "ئۇيغۇرچە ھەققىدە ڭ ۋ",
     "Ёлка Ў Ҷ Ҳ Ӣ Ӯ", "Ñ ş ğ ı İ ž ý ň ä", "საქართველო", "Հայաստան", "«» „“ — … № 1/2 (?)"],
)  # fmt: skip
def test_a_font_of_ours_has_the_letters_of_each_language(text):
    assert font_of(drawable(text))


def test_it_is_a_small_picture_of_the_size_that_networks_ask_for_and_says_nothing_of_itself():
    content = draw(words("A court in Nukus sends the case back", mark="Human Rights"))
    picture = opened(content)

    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert picture.info == {}
    assert set(re.findall(rb"(?<=.{4})(IHDR|PLTE|IDAT|IEND|tEXt|iTXt|zTXt|eXIf|tIME)", content)) <= {
        b"IHDR", b"PLTE", b"IDAT", b"IEND",
    }  # fmt: skip
    assert len(content) < 60_000


@pytest.mark.parametrize("text", ["Word " * 150, "Ж" * 600, "Donaudampfschiff" * 12, "دادگاه " * 90])
def test_the_longest_headline_stays_on_the_paper(text):
    is_rtl = text.startswith("د")
    left, top, right, bottom = ink_of(draw(words(drawable(text), is_rtl=is_rtl, language="fa" if is_rtl else "en")))

    assert left >= sharing.MARGIN - 8
    assert right <= sharing.WIDTH - sharing.MARGIN + 8
    assert top > 0
    assert bottom < 395


def test_a_short_headline_is_larger_than_a_long_one():
    short, long = ink_of(draw(words("Freed"))), ink_of(draw(words("Freed " * 12 + "Freed")))

    assert short[3] - short[1] > 40
    assert long[3] - long[1] > short[3] - short[1]


def test_no_line_ends_in_a_preposition():
    def fits(line):
        return len(line) <= 12

    assert sharing._broken("Школа в городе и на реке", fits) == ["Школа", "в городе", "и на реке"]
    assert sharing._broken("I am here", fits) == ["I am here"]


def test_right_to_left_begins_at_the_right():
    left, _top, right, _bottom = ink_of(draw(words("دادگاه", is_rtl=True, language="fa")))

    assert right > sharing.WIDTH - sharing.MARGIN - 20
    assert left > sharing.WIDTH / 2


def test_letters_that_no_font_has_leave_the_newsrooms_name():
    assert ink_of(draw(words("中文標題"))) == ink_of(draw(words("")))


def test_what_is_no_letter_is_left_out():
    assert drawable("Freed \U0001f525 at\u202e last\x00\n today") == "Freed at last today"


# What pages say of it, and who gets it -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_story_tells_of_its_picture_and_everybody_gets_it(client):
    story = make_article(
        "Refused & sent back", short_title="Sent back", section=make_section(), lead_image=make_image()
    )
    page = client.get(story.get_absolute_url()).text
    answer = client.get(address_of(client, story.get_absolute_url()))

    for told in ('image:width" content="1200"', 'image:height" content="630"', 'image:type" content="image/png"'):
        assert f'<meta property="og:{told}>' in page
    assert '<meta property="og:image:alt" content="Sent back · The Newsroom">' in page
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert page.index("/share/") < page.index("/media/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert opened(answer.content).size == (1200, 630)
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.content == draw(share_pictures.of_story(story).words)


@pytest.mark.django_db
def test_it_shows_the_headline_for_cards_the_section_and_what_kind_of_text_it_is():
    story = make_article(
        "По-русски", short_title="Коротко", language="ru", kind="opinion", section=make_section("Права", "ru")
    )
    shown = share_pictures.of_story(story).words

    assert (shown.headline, shown.mark, shown.language) == ("Коротко", "Права · Мнение", "ru")


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/ru/", "/archive/", "/people/"])
def test_other_pages_have_one_with_the_newsrooms_name(page, client):
    answer = client.get(address_of(client, page))

    assert answer.status_code == 200
    assert opened(answer.content).size == (1200, 630)


@pytest.mark.django_db
def test_who_has_it_gets_it_not_again(client):
    address = address_of(client, make_article().get_absolute_url())
    answer = client.get(address)

    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.django_db
def test_another_headline_has_another_picture_to_which_the_old_address_leads(client):
    story = make_article("First")
    before = address_of(client, story.get_absolute_url())
    with workflow.changing(story, by=make_user("editor"), comment="edited"):
        story.title = "Second"
        story.save()
    after = address_of(client, story.get_absolute_url())

    assert after != before
    answer = client.get(before)
    assert (answer.status_code, answer.headers["Location"]) == (302, after)


# Who does not ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_withheld_name_is_on_no_picture_and_its_old_address_leads_to_the_one_without(client):
    person = make_person("Zorbulak Qanarovich")
    story = make_article("Zorbulak Qanarovich is free", short_title="Qanarovich free", about=[person])
    before = address_of(client, story.get_absolute_url())
    naming.expose(person, Exposure.WITHHELD)
    story = Article.objects.get(pk=story.pk)
    shown = share_pictures.of_story(story)

    assert "anarovich" not in " ".join(map(str, vars(shown.words).values()))
    assert client.get(before).headers["Location"] == shown.path
    assert client.get(shown.path).content == draw(shown.words)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"published": False}, 404),
        ({"at": timezone.now() + timedelta(hours=1)}, 404),
        ({"at": timezone.now() + timedelta(days=2), "embargo_until": timezone.now() + timedelta(days=1)}, 404),
        ({"at": timezone.now() - timedelta(hours=3), "withdraw_at": timezone.now() - timedelta(hours=1)}, 410),
    ],
)
def test_what_readers_do_not_see_has_no_picture(fields, status, client):
    story = make_article("Canary", **fields)
    picture = share_pictures.of_story(story)

    for address in (picture.path, picture.path.replace(picture.key, "0" * 20)):
        assert client.get(address).status_code == status
        assert client.get(address, headers={"If-None-Match": f'"{picture.key}"'}).status_code == status


@pytest.mark.django_db
def test_a_withdrawn_story_takes_its_picture_along_and_gives_it_back(client):
    story, chief = make_article("Freed"), make_user("chief")
    address = address_of(client, story.get_absolute_url())
    workflow.unpublish(story, by=chief, reason="A mistake.")
    assert client.get(address).status_code == 410
    publish(story, by=chief)

    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_nobody_proves_a_guess_at_a_headline_by_the_address(settings):
    story = make_article("Freed")
    before = share_pictures.of_story(story).key
    settings.SECRET_KEY = "another " * 10

    assert share_pictures.of_story(story).key != before
