"""The first story of a new editor, from sign-in to the reader's page: few clicks, one press of Publish, no refusal."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from django.db import transaction

from articles.library import renditions
from articles.models import Article, Image
from people.base import jobs
from tests.factories import make_person, make_place, make_section, make_topic, make_user
from tests.support.at_the_desk import Somebody
from tests.support.pictures import photo, saved

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

PASSWORD = "a long pass phrase"
#: From the desk to the reader's page.
MOST_CLICKS, SCREENS = 9, 3


class English:
    language = "en"
    section, topic = "Human Rights", "Courts"
    headline, dek = "Court in Nukus frees two bloggers", "They had been held for a week."
    text = "Aqylbek Muratbai waited outside with Zhangeldy Zhaksymbetov until dawn. Nukus is quiet again."
    words = {"Description": "People at a gate", "Credit": "Dana Omar", "Caption": "At the gate of the court."}
    new, tag_all, choose_picture, file = "New story", "Tag all", "Choose picture", "File"
    at_text, at_section, publish, site = "Text", "Section", "Publish", "View on site"


class Russian:
    language = "ru"
    section, topic = "Права человека", "Суды"
    headline, dek = "Суд в Нукусе освободил двух блогеров", "Их держали неделю."
    text = "Акылбек Муратбай ждал у здания вместе с Жангельды Жаксымбетовым до рассвета. В Нукусе снова тихо."
    words = {"Описание": "Люди у ворот", "Авторство": "Дана Омар", "Подпись": "У ворот суда."}
    new, tag_all, choose_picture, file = "Новый материал", "Отметить все", "Выбрать изображение", "Файл"
    at_text, at_section, publish, site = "Текст", "Рубрика", "Опубликовать", "Открыть на сайте"


@pytest.fixture
def pictures_wait(monkeypatch):
    """Files of a picture are made when the test says so, not with the upload: it is fresh when Publish is pressed."""
    kind = replace(jobs.KINDS[renditions.KIND], start=lambda: None)
    monkeypatch.setitem(jobs.KINDS, renditions.KIND, kind)


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """The hands wait longer than usual: what is counted is what they do, on a machine that has other work too."""
    monkeypatch.setattr("tests.support.at_the_desk.PATIENCE", 30_000)


@pytest.fixture
def shot(tmp_path):
    file = tmp_path / "gate.jpg"
    file.write_bytes(saved(photo((2400, 1600)), "JPEG", quality=80))
    return file


@pytest.fixture
def newsroom(db, pictures_wait):
    make_section("Human Rights")
    make_section("Права человека", "ru")
    make_topic("Courts")
    make_topic("Суды", "ru")
    make_person("Aqylbek Muratbai")
    make_person("Zhangeldy Zhaksymbetov")
    make_place("Nukus")


def sign_in(page, words) -> Somebody:
    """A new editor, whose account signs as a person and works in a language."""
    make_user("editor", username="anna", person=make_person("Anna Karim"), language=words.language)
    page.goto("/admin/")
    hands = Somebody(page)
    page.locator("#id_username:focus").wait_for()  # who types sees the cursor first
    page.keyboard.type("anna")
    hands.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        hands.press("Enter")
    return hands


def write(hands, words):
    """Headline, which has the cursor already, dek and text."""
    page = hands.page
    page.locator(".ProseMirror").first.wait_for()
    page.keyboard.type(words.headline)
    hands.press("Tab")
    page.keyboard.type(words.dek)


def describe_picture(hands, words):
    """In the library's dialogue, behind the file: what it shows, whose it is, and its caption."""
    for words_of_picture in words.words.values():
        hands.press("Tab")
        hands.page.keyboard.type(words_of_picture)
    hands.press("Enter")
    hands.page.locator("#story-pictures").wait_for(state="hidden")


def choose_topic(hands, words):
    """Behind the section."""
    hands.press("Tab")
    hands.page.keyboard.type(words.topic)
    hands.page.get_by_role("option").filter(has_text=words.topic, visible=True).first.wait_for()
    hands.press("Enter")


def wait_for_picture(page, quickly: bool):
    """The press was accepted; once the picture is ready the page shows that the story is out."""
    page.locator("#awaited").wait_for()
    assert not Article.objects.published().exists()
    with page.expect_navigation(timeout=120_000):
        finish_pictures(quickly)
    page.locator(".stage-published").first.wait_for()


def finish_pictures(quickly: bool):
    if not quickly:
        assert renditions.prepare_waiting() == 1
        return
    image = Image.objects.get()
    with transaction.atomic():
        renditions._set_state(Image.objects.filter(pk=image.pk), Image.State.READY, image)


def check(page, words):
    """What the reader has."""
    article = Article.objects.get()
    assert page.url.endswith(article.get_absolute_url())
    assert page.locator("h1").inner_text() == words.headline
    assert {mention.subject.label for mention in article.mentions.confirmed()} == {
        "Aqylbek Muratbai", "Zhangeldy Zhaksymbetov", "Nukus",
    }  # fmt: skip
    assert [topic.name for topic in article.topics.all()] == [words.topic]
    assert (article.language, article.section.name) == (words.language, words.section)
    figure = page.locator("figure").first.inner_text()
    assert words.words[list(words.words)[1]] in figure
    assert words.words[list(words.words)[2]] in figure
    assert page.get_by_text("Anna Karim").first.is_visible()
    assert page.visit.is_clean, page.visit


WALKS = [(English, (1440, 900), False), (Russian, (1440, 900), True), (English, (390, 844), True)]


@pytest.mark.parametrize(("words", "size", "quickly"), WALKS, ids=["wide", "in Russian", "on a phone"])
def test_by_mouse_in_nine_clicks_at_most(newsroom, page, shot, words, size, quickly):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    hands, screens = sign_in(page, words), {"/admin/"}
    page.on("framenavigated", lambda frame: screens.add(screen_of(frame.url)))

    hands.follow(words.new)
    write(hands, words)
    page.locator(".ProseMirror").first.click()
    hands.clicks += 1
    page.keyboard.type(words.text)
    hands.click(words.tag_all)
    hands.click(words.choose_picture)
    hands.attach(shot, by=words.file)
    describe_picture(hands, words)
    hands.click(words.at_section)
    hands.press("ArrowDown")  # the first of the story's edition
    hands.press("Enter")
    choose_topic(hands, words)
    hands.follow(words.publish)
    wait_for_picture(page, quickly)
    hands.follow(words.site)

    check(page, words)
    assert hands.clicks <= MOST_CLICKS
    assert len(screens) == SCREENS, screens


def screen_of(address: str) -> str:
    """A form is one screen before and after it is saved."""
    path = urlsplit(address).path
    return "the form" if path.endswith(("/add/", "/change/")) else path


@pytest.mark.parametrize("words", [English, Russian], ids=["in English", "in Russian"])
def test_by_keyboard_alone(newsroom, page, shot, words):
    # Told beforehand that we answer its dialogue for files: a key is quicker than the browser hears of that.
    page.on("filechooser", lambda chooser: None)
    page.set_viewport_size({"width": 1440, "height": 900})
    hands = sign_in(page, words)
    hands.tab_to(words.new)
    with page.expect_navigation():
        hands.press("Enter")
    write(hands, words)
    hands.tab_to(words.at_text)
    page.keyboard.type(words.text)
    page.get_by_role("button", name=words.tag_all).wait_for()
    hands.tab_to(words.tag_all)
    hands.press("Enter")
    hands.tab_to(words.choose_picture)
    hands.press("Enter")
    page.locator(".choose-body:not([aria-busy]) #choose-file").wait_for()
    hands.tab_to(words.file)
    with page.expect_file_chooser() as chooser:
        hands.press("Enter")
    chooser.value.set_files(shot)
    describe_picture(hands, words)
    hands.tab_to(words.at_section)
    hands.press("ArrowDown")
    choose_topic(hands, words)
    hands.tab_to(words.publish, back=True)
    with page.expect_navigation():
        hands.press("Enter")
    wait_for_picture(page, quickly=True)
    hands.tab_to(words.site)
    with page.expect_navigation():
        hands.press("Enter")

    check(page, words)
    assert hands.clicks == 0
