"""The text-only version of each page: its words and links in less than 30 kB, and nothing to load."""

import re

import pytest

from articles.models import Article
from newsroom.web.plain_html import made_plain
from people.base.text_only import with_text
from tests.factories import make_article, make_image, make_organization, make_person, make_place, make_section

pytestmark = pytest.mark.django_db

WORDS = "Прокуратура отказалась назвать причину отказа и сроки передачи. "


def text_of(client, path: str, **more) -> str:
    answer = client.get(with_text(path, **more))
    assert answer.status_code == 200
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert len(answer.content) == int(answer.headers["Content-Length"]) < 30_000
    return answer.text


@pytest.fixture
def busy():
    """A site with so much on each page as there can be, in letters of two bytes."""
    person, place = make_person("Акылбек Муратбай"), make_place("Нукус")
    section = make_section("Права человека", "ru")
    body = "".join(f"<p>{WORDS * 7}</p>" for _number in range(60)) + "<h2>Конец</h2><p>Последние слова.</p>"
    for number in range(24):
        make_article(
            f"Отказ номер {number}: Казахстан не даёт убежища двум активистам из Каракалпакстана", summary=WORDS * 3,
            about=[person, place, make_organization(f"Группа {number}")], section=section, language="ru",
            body=body if number == 23 else "<p>Короткий текст.</p>", by=person,
        )  # fmt: skip
    return person


def test_no_page_is_larger_than_it_may_be(busy, client):
    pages = [
        "/ru/",
        "/ru/section/prava-cheloveka/",
        busy.get_absolute_url(),
        "/ru/search/?q=отказ",
        "/ru/organizations/",
    ]
    for page in pages:
        path = page if page.startswith("/ru/") else f"/ru{page}"
        assert "</html>" in text_of(client, path)


def test_a_long_story_has_parts_and_no_word_is_lost(busy, client):
    story = Article.objects.order_by("-pk")[0].get_absolute_url()
    first = text_of(client, story)
    total = int(re.search(r"Страница 1 из (\d+)", first)[1])
    parts = [first, *(text_of(client, story, part=number) for number in range(2, total + 1))]

    assert total > 1
    assert sum(part.count("Прокуратура") for part in parts) >= 420
    assert "Последние слова." in "".join(parts)
    assert f"{story}?text=1&amp;part=2" in first


def test_it_loads_nothing_but_one_small_stylesheet(client):
    story = make_article(body="<p>Text.</p>", lead_image=make_image(with_files=True))
    text = text_of(client, story.get_absolute_url())

    assert re.findall(r"<(img|picture|svg|script|source|iframe)\b", text) == []
    assert re.findall(r'<link rel="stylesheet" href="[^"]*text[^"]*\.css">', text)
    assert text.count("stylesheet") == 1
    assert "class=" not in text
    assert "style=" not in text


def test_its_links_keep_within_it_and_one_leads_back(client):
    person = make_person("Ilka Morvane")
    story = make_article(about=[person], body='<p><a href="https://example.org/a">Elsewhere</a></p>').get_absolute_url()
    text = text_of(client, story)

    assert f'href="{person.get_absolute_url()}?text=1"' in text
    assert 'href="https://example.org/a"' in text
    assert f'href="{story}"' in text
    own = [href for href in re.findall(r'<a href="(/[^"]*)"', text) if href != story]
    assert [href for href in own if "text=1" not in href and "feed." not in href] == []


def test_each_page_leads_to_it_and_it_names_the_page_as_the_main_one(client):
    person = make_person("Ilka Morvane")
    make_article(about=[person])
    path = person.get_absolute_url()

    assert f'href="{path}?text=1"' in client.get(path).text
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}">' in text_of(client, path)


def test_no_address_that_was_asked_for_leads_elsewhere(client):
    answer = client.get("/%5Cevil.example/?text=1")

    assert answer.status_code == 404
    assert 'href="/%5Cevil.example/"' in answer.text
    assert "\\" not in answer.text


def test_a_query_stays_and_forms_keep_within_it(client):
    text = text_of(client, "/search/?q=ferry")

    assert 'value="ferry"' in text
    assert '<input type="hidden" name="text" value="1">' in text
    assert 'href="/search/?q=ferry"' in text


def test_an_old_address_leads_on_within_it(client):
    story = make_article()

    answer = client.get(f"/a/old-words/{story.pk}/?text=1")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"{story.get_absolute_url()}?text=1"


def test_what_is_not_there_is_not_there_in_text_either(client):
    hidden = make_article("Secret headline", published=False)
    answer = client.get(f"{hidden.get_absolute_url()}?text=1")

    assert answer.status_code == 404
    assert "Secret" not in answer.text
    assert "class=" not in answer.text


@pytest.mark.parametrize("part", ["0", "2", "999999999", "x", "٢", "-1"])
def test_a_part_that_is_not_there_is_no_page(part, client):
    assert client.get("/", {"text": "1", "part": part}).status_code == 404


@pytest.mark.parametrize("path", ["/admin/?text=1", "/feed.rss?text=1", "/sitemap.xml?text=1", "/robots.txt?text=1"])
def test_what_is_no_page_has_none(path, client):
    assert 'name="robots" content="noindex"' not in client.get(path, follow=True).text


def test_a_reader_who_asks_for_it_leaves_nothing(client):
    answer = client.get("/?text=1")

    assert not answer.cookies
    assert "no-cache" in answer.headers["Cache-Control"]


# Made plain ----------------------------------------------------------------------------------------------------------


def plain(html: str, most: int = 10_000) -> list[str]:
    return made_plain(f"<main>{html}</main>", most).parts


def test_text_is_escaped_and_words_stay_apart():
    assert plain("<p><span>A &lt;b&gt;</span><span>B</span></p>") == ["<p>A &lt;b&gt; · B </p>"]


def test_text_to_copy_keeps_its_lines():
    html = "<textarea rows='9' readonly>One\n\nTwo &lt;/textarea&gt;</textarea>"

    assert plain(html) == ['<textarea rows="9" readonly="">One\n\nTwo &lt;/textarea&gt;</textarea>']


def test_lists_are_closed_and_opened_again_between_two_parts():
    parts = plain("<ul>" + "".join(f"<li>Entry {number}</li>" for number in range(9)) + "</ul>", most=60)

    assert len(parts) > 1
    assert all(part.startswith("<ul>") and part.endswith("</ul>") for part in parts)
    assert "".join(parts).count("Entry") == 9


def test_what_can_be_unfolded_goes_on_in_the_next_part():
    html = (
        "<details open><summary>Changed</summary>"
        + "".join(f"<p>Entry {number}</p>" for number in range(9))
        + "</details>"
    )
    parts = plain(html, most=60)

    assert len(parts) > 1
    assert parts[0].startswith('<details open=""><summary>Changed</summary>')
    assert all(part.startswith("<div>") and part.endswith("</div>") for part in parts[1:])
    assert "".join(parts).count("Entry") == 9


def test_what_a_page_hides_is_left_out():
    assert plain("<p>On.</p><div hidden><p>Later.</p></div><p>And on.</p>") == ["<p>On.</p><p>And on.</p>"]


def test_thousands_of_boxes_in_each_other_are_no_more_than_they_were():
    html = "<div>" * 3000 + "<p>On.</p>"

    assert sum(map(len, plain(html))) < 3 * len(html)


def test_of_a_drawing_its_words_stay():
    html = '<svg role="img"><title>Map: Nukus</title><desc>In the west.</desc><path d="M0 0" /><text>Names</text></svg><p>On.</p>'

    assert [" ".join(part.split()) for part in plain(html)] == ["Map: Nukus In the west. <p>On.</p>"]
