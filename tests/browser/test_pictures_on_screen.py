"""What a browser fetches of a page with pictures, how much that weighs, and that nothing moves while it comes."""

import gzip
import re

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageFilter

from articles import library
from articles.library import renditions
from articles.models import Article, Image
from tests.factories import make_article, make_user
from tests.support import speed
from tests.support.pictures import saved

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

PARAGRAPHS = "<p>The ferry waited for the last of them, and then for the river.</p>" * 60
SHIFTS = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(shift => sum += shift.value))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 300);
})"""


def photo_like(size=(1800, 1200)):
    """Soft shapes with some grain, about as hard to compress as a photograph."""
    coarse = Pillow.effect_noise((45, 30), 120).resize(size, Pillow.Resampling.BICUBIC)
    fine = Pillow.effect_noise(size, 12).filter(ImageFilter.GaussianBlur(0.6))
    grey = Pillow.blend(coarse, fine, 0.35)
    return Pillow.merge("RGB", [grey, grey.rotate(180), grey.transpose(Pillow.Transpose.FLIP_TOP_BOTTOM)])


@pytest.fixture(scope="module")
def one_story(django_db_setup, django_db_blocker):
    """Made once for all tests of this module, since making the files of a picture takes long."""
    with django_db_blocker.unblock(), speed.shared_rows(_make_story):
        yield


@pytest.fixture
def story(one_story, db):
    return Article.objects.get()


def _make_story():
    file = ContentFile(saved(photo_like(), "JPEG", quality=90), name="photo.jpg")
    image = library.add(file, by=make_user("editor"))
    renditions.prepare(image)
    Image.objects.filter(pk=image.pk).update(public_alt="A river", public_credit="Ana / Lantern")
    body = f'{PARAGRAPHS}<figure data-image="{image.pk}"></figure>'
    make_article("A page that comes over a bad line", lead_image=image, body=body)


@pytest.fixture
def page(page_of_a_new_reader):
    return page_of_a_new_reader


def open_page(page, story, width: int, scale: float = 1):
    """What the browser fetched: (path, bytes as transferred)."""
    devtools, fetched = page.context.new_cdp_session(page), {}
    page.set_viewport_size({"width": width, "height": 800})
    metrics = {"width": width, "height": 800, "deviceScaleFactor": scale, "mobile": False}
    devtools.send("Emulation.setDeviceMetricsOverride", metrics)
    devtools.send("Network.enable")
    paths = {}
    devtools.on("Network.responseReceived", lambda event: paths.update({event["requestId"]: event["response"]["url"]}))
    devtools.on(
        "Network.loadingFinished",
        lambda event: fetched.update({paths.get(event["requestId"], ""): event["encodedDataLength"]}),
    )
    page.goto(story.get_absolute_url(), wait_until="networkidle")
    return fetched


def test_a_story_with_its_picture_weighs_little_on_a_phone(story, page):
    fetched = open_page(page, story, 390, scale=2)
    html = next(url for url in fetched if url.endswith(story.get_absolute_url()))
    # The server in front compresses pages; the one of the tests does not.
    fetched[html] = len(gzip.compress(page.content().encode()))

    assert len([url for url in fetched if "/media/" in url]) == 1, "the picture far below is not fetched"
    assert sum(fetched.values()) < 120_000, fetched


@pytest.mark.parametrize(("width", "label"), [(360, "480"), (768, "768"), (1440, "768")])
def test_the_browser_takes_the_width_that_it_shows_in_the_best_format(width, label, story, page):
    pictures = [url for url in open_page(page, story, width) if "/media/" in url]

    assert [re.search(r"[^/]+$", url)[0] for url in pictures] == [f"{label}.avif"]


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_moves_while_a_picture_comes(width, story, page):
    open_page(page, story, width)
    shown = page.evaluate("document.querySelector('.story-picture img').naturalWidth")

    assert shown > 0
    assert page.evaluate(SHIFTS) == 0
    assert page.visit.is_clean, page.visit


def test_a_picture_fills_the_column_and_no_more(story, page):
    open_page(page, story, 1440)
    picture, text = (page.locator(place).bounding_box() for place in (".story-picture img", ".story"))

    assert abs(picture["width"] - text["width"]) < 1


def test_a_printed_page_keeps_its_pictures_modest(story, page):
    open_page(page, story, 800)
    page.emulate_media(media="print")

    assert page.locator("div.story .picture img").bounding_box()["height"] <= 9 / 2.54 * 96 + 1
