"""What readers see of pictures: words, addresses and places, and nothing of what is hidden."""

import json
import re
from pathlib import Path

import pytest
from django.utils import timezone

from articles import body, library, rendering, workflow
from articles.library import image_uses, renditions
from articles.models import Article, ArticleImage, Image, ImageText, Portrait
from articles.pictures import colours, showing
from people import naming
from people.models import Exposure
from tests.factories import make_article, make_image, make_person, make_user
from tests.vectors import LINES, VECTORS

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def figure(image, caption: str = "") -> str:
    return f'<figure data-image="{image.pk}">{f"<figcaption>{caption}</figcaption>" if caption else ""}</figure>'


def page_of(client, story) -> str:
    return client.get(story.get_absolute_url()).text


def structured_of(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


# The text -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        '<p>a</p><figure data-image="12"></figure><p>b</p>',
        '<figure data-image="12"><figcaption>a <em>b</em><br>c</figcaption></figure>',
        '<blockquote><figure data-image="1"></figure></blockquote>',
    ],
)
def test_a_figure_of_the_library_survives(html):
    assert body.clean(html) == html


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<figure><img src=x><figcaption>Words</figcaption></figure>", "<p>Words</p>"),
        ('<figure data-image="x1"><figcaption>Words</figcaption></figure>', " <p>Words</p> "),
        ('<figure data-image="٣"><figcaption>Words</figcaption></figure>', " <p>Words</p> "),
        ('<figure data-image="-1"><p>Words</p></figure>', " <p>Words</p> "),
        (
            '<figure data-image="1"><p>Beside</p><figcaption><p>One</p><p>Two</p></figcaption></figure>',
            '<figure data-image="1"><figcaption>One  Two</figcaption></figure><p>Beside</p>',
        ),
        ('<figure data-image="1" class="x" onclick="y" data-id="2"></figure>', '<figure data-image="1"></figure>'),
    ],
)
def test_of_any_other_figure_the_words_are_left(html, cleaned):
    assert body.clean(html) == cleaned


@pytest.mark.parametrize("vector", VECTORS)
def test_a_vector_in_a_caption_is_cleaned_once_and_for_all(vector):
    once = str(body.clean(f'<figure data-image="7"><figcaption>{vector}</figcaption></figure><p>after</p>'))

    assert body.clean(once) == once
    assert not re.search(r"<(?:script|img|svg|iframe)|\son\w+=", once)


def test_a_text_names_its_pictures_in_order_and_once():
    assert body.images_in(
        body.clean('<figure data-image="9"></figure><p>a</p><figure data-image="3"></figure>' * 2)
    ) == [9, 3]


def test_a_text_of_one_picture_is_not_empty():
    assert body.clean('<p></p><figure data-image="12"></figure>') != ""


# The rows ------------------------------------------------------------------------------------------------------------


def rows_of(story) -> set:
    return set(ArticleImage.objects.filter(article=story).values_list("image", "place"))


def test_the_save_keeps_the_rows_of_uses():
    lead, inside, editor = make_image(), make_image(), make_user("editor")
    story = make_article()
    with workflow.changing(story, by=editor, comment="changed"):
        story.lead_image, story.body = lead, f"<p>a</p>{figure(inside)}"
    assert rows_of(story) == {(lead.pk, "lead"), (inside.pk, "body")}
    with workflow.changing(story, by=editor, comment="changed"):
        story.lead_image, story.body = None, "<p>a</p>"

    assert rows_of(story) == set()


def test_rows_of_a_pending_change_are_left_alone():
    story, waiting = make_article(), make_image()
    ArticleImage.objects.create(article=story, image=waiting, place="pending")
    with workflow.changing(story, by=make_user("editor"), comment="changed"):
        pass

    assert rows_of(story) == {(waiting.pk, "pending")}


def test_a_save_without_news_of_pictures_writes_no_row(django_assert_num_queries):
    story, editor = make_article(lead_image=make_image()), make_user("editor")
    with django_assert_num_queries(1):
        image_uses.keep_uses(story, by=editor)


def test_a_typed_number_opens_no_picture_of_others():
    secret, reporter = make_image(alt="A secret"), make_user("reporter")
    story = make_article(published=False, created_by=reporter)
    with workflow.changing(story, by=reporter, comment="changed"):
        story.body = f"<p>a</p>{figure(secret)}{figure(Image(pk=999999))}"

    assert rows_of(story) == set()
    assert "secret" not in story.body_html
    assert not Image.objects.visible_to(reporter).exists()


# The page ------------------------------------------------------------------------------------------------------------


def test_the_lead_picture_comes_first_with_caption_and_credit(client):
    image = make_image(
        alt="A bridge", caption="The bridge at dawn", credit="Ana / Lantern", is_file_photo=True, colour=7
    )
    html = page_of(client, make_article(lead_image=image))
    picture = html[html.index('<figure class="picture">') : html.index("</figure>")]

    assert 'fetchpriority="high"' in picture
    assert 'loading="lazy"' not in picture
    assert [
        word in picture
        for word in ("The bridge at dawn", "Ana / Lantern", "File photo", 'alt="A bridge"', 'class="c7"')
    ]
    assert picture.index("image/avif") < picture.index("image/webp") < picture.index("<img")
    assert f"/media/{image.token}/320.avif 320w" in picture
    assert 'width="1200" height="800"' in picture


def test_a_picture_in_the_text_has_the_storys_caption_and_the_librarys_credit(client):
    image = make_image(caption="The library's", credit="Ana / Lantern")
    html = make_article(body=f"<p>a</p>{figure(image, 'The <em>story’s</em>')}").body_html

    assert "The <em>story’s</em>" in html
    assert "The library" not in html
    assert "Ana / Lantern" in html
    assert 'loading="lazy"' in html


def test_a_picture_speaks_the_language_of_the_story_or_says_which():
    image = make_image(alt="A bridge", caption="At dawn", language="en")
    text = ImageText.objects.create(image=image, language="ru", alt="Мост", caption="На рассвете")
    library.rederive(Image.objects.filter(pk=image.pk))
    assert "На рассвете" in make_article(language="ru", body=figure(image)).body_html
    text.delete()

    assert 'lang="en" dir="ltr">At dawn' in make_article(language="ru", body=figure(image)).body_html


@pytest.mark.parametrize("state", [{"state": "waiting"}, {"state": "failed"}, {"withdrawn_at": timezone.now()}])
def test_a_picture_that_may_not_be_shown_leaves_no_trace(state, client):
    image = make_image(alt="A bridge", credit="Ana", **state)
    story = make_article(lead_image=image, body=f"<p>a</p>{figure(image)}")

    for html in (page_of(client, story), client.get("/").text):
        assert image.token not in html
        assert "/media/" not in html


def test_staff_read_why_a_picture_is_missing():
    image = make_image(state="waiting")
    story = make_article(body=f"<p>a</p>{figure(image)}")
    html = rendering.body_for(story, showing.STAFF, Image.objects.all())

    assert "still being prepared" in html
    assert "no longer in the library" in rendering.body_for(story, showing.STAFF, Image.objects.none())
    assert story.body_html == "<p>a</p>"


def test_a_preview_takes_pictures_from_the_staffs_address(client):
    image = make_image()
    story = make_article(published=False, lead_image=image, body=figure(image))
    client.force_login(make_user("editor"))
    html = client.get(f"/admin/articles/article/{story.pk}/preview/").text

    assert f"/admin/media/{image.token}/" in html
    assert f'"/media/{image.token}/' not in html


def test_a_picture_that_becomes_ready_appears_in_the_text():
    image = make_image(with_files=True)
    Image.objects.filter(pk=image.pk).update(state="waiting")
    story = make_article(body=figure(image))
    assert image.token not in story.body_html
    renditions.prepare(image)
    story.refresh_from_db()

    assert image.token in story.body_html


def test_a_corrected_credit_and_a_withdrawal_reach_every_story(client):
    image, chief = make_image(credit="Wrong"), make_user(is_superuser=True)
    story = make_article(body=f"<p>a</p>{figure(image)}")
    image.credit = "Right / Lantern"
    library.describe(image, by=chief)
    assert "Right / Lantern" in page_of(client, story)
    library.withdraw(image, by=chief)
    assert image.token not in page_of(client, story)
    library.bring_back(image, by=chief)

    assert image.token in page_of(client, story)


def test_a_withheld_name_goes_from_every_word_of_a_picture(client):
    person = make_person("Berdaq Ismailov")
    image = make_image(
        alt="Berdaq Ismailov", caption="Berdaq Ismailov speaks", credit="Berdaq Ismailov", shows=[person]
    )
    story = make_article(about=[person], lead_image=image, body=figure(image, "Berdaq Ismailov at home"))
    assert "Ismailov" in page_of(client, story)
    naming.expose(person, Exposure.WITHHELD)

    assert "Ismailov" not in page_of(client, story)
    assert "Ismailov" not in client.get("/").text


@pytest.mark.parametrize("line", LINES)
def test_words_of_a_picture_cannot_leave_their_place(line, client):
    image = make_image(alt=line, caption=line, credit=line, copyright=line)
    story = make_article(lead_image=image, body=figure(image))
    html = page_of(client, story)

    for made in ("<script>steal", "<img src=x", "<b>bold"):
        assert made not in html.replace(story.get_absolute_url(), "")
    shown = " ".join(line.split())
    assert " ".join(structured_of(html)["image"][0]["creditText"].split()) == shown or "\u2028" in line


def test_other_sites_get_the_crop_and_the_rights(client, settings):
    settings.SITE_URL = "https://lantern.example"
    image = make_image(alt="A bridge", credit="Ana", copyright="(c) Ana", licence="cc-by")
    html = page_of(client, make_article(lead_image=image))
    data = structured_of(html)["image"]

    assert f'<meta property="og:image" content="https://lantern.example/media/{image.token}/1200.jpg">' in html
    assert '<meta property="og:image:width" content="1200">' in html
    assert '<meta property="og:image:alt" content="A bridge">' in html
    assert "summary_large_image" in html
    assert [picture["width"] for picture in data] == [1200, 1200]
    assert data[0]["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (data[0]["creditText"], data[0]["copyrightNotice"]) == ("Ana", "(c) Ana")


def test_lists_show_a_small_picture_beside_the_headline(client):
    image = make_image(alt="A bridge")
    story = make_article(lead_image=image)
    html = client.get("/archive/" + f"{story.published_at:%Y/%m/}").text

    assert f"/media/{image.token}/240.avif 240w" in html
    assert "A bridge" not in html
    assert f"/media/{image.token}/320" not in html


def test_a_withdrawn_story_shows_no_picture(client):
    story = make_article(lead_image=make_image())
    workflow.unpublish(story, by=make_user("chief"), reason="A mistake.")

    assert "<img" not in page_of(client, story)


def test_a_dossier_shows_the_portrait_of_whoever_is_named(client):
    person, image = make_person(), make_image(credit="Ana / Lantern")
    make_article(about=[person])
    naming.list_from(person, timezone.now())
    Portrait.objects.create(subject=person, image=image)
    html = client.get(person.get_absolute_url()).text
    assert f"/media/{image.token}/200.jpg" in html
    assert structured_of(html)["image"][0]["creditText"] == "Ana / Lantern"
    naming.expose(person, Exposure.INITIALS)
    person.refresh_from_db()

    assert image.token not in client.get(person.get_absolute_url()).text


@pytest.mark.parametrize("rows", [2, 20])
def test_pictures_cost_lists_and_stories_no_query(rows, client, django_assert_max_num_queries):
    stories = [make_article(lead_image=make_image(), body=figure(make_image())) for _ in range(rows)]
    for path, budget in ((stories[0].get_absolute_url(), 10), (stories[0].section.get_absolute_url(), 17), ("/", 10)):
        client.get(path)
        with django_assert_max_num_queries(budget):
            client.get(path)


def test_the_stylesheet_has_the_palette():
    styles = (ROOT / "newsroom/static/newsroom/site.css").read_text(encoding="utf-8")
    found = re.findall(r"\.c(\d+) \{\s*background-color: (#[0-9a-f]{6});", styles)

    assert found == [(str(number), colour) for number, colour in enumerate(colours.PALETTE)]


def test_rebuilding_all_stories_keeps_their_pictures():
    image = make_image()
    story = make_article(body=figure(image))
    rendering.rebuild(Article.objects.all())
    story.refresh_from_db()

    assert image.token in story.body_html
