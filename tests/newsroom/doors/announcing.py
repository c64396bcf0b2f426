"""Who announces to whoever keeps pages that readers see something otherwise (``readers_see_changed``).

Each function with ``@announces`` prepares rows and returns the change, which is then made twice: once while a receiver refuses.
"""

import random
from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import library, workflow
from articles.history.content import Content
from articles.library import renditions
from articles.models import Article, FrontPage, Image, Page, Pin, Section, Topic
from articles.rendering import pictures, rebuild
from articles.site import changes as site
from articles.workflow import passages, pending
from people import merging, naming
from people.exchange.importing import import_subjects
from people.models import Name, Person, Place, Subject
from people.naming.hiding import paragraph_digest
from tests.factories import (
    make_article,
    make_image,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
    make_user,
)
from tests.support.admin import as_typed
from tests.support.story_form import change, form_data

#: What announces -> (the model whose rows change for readers, how to prepare the change).
DOORS = {}


def announces(name: str, model):
    def listed(prepare):
        DOORS[name] = (model, prepare)
        return prepare

    return listed


def people_of_the_desk() -> SimpleNamespace:
    users = SimpleNamespace(editor=make_user("editor"), chief=make_user("chief"), admin=make_user("admin"))
    users.client = Client()
    users.client.force_login(users.admin)
    return users


# Stories ---------------------------------------------------------------------------------------------------------------


def draft():
    return make_article(published=False)


def withdrawn(desk):
    article = make_article()
    workflow.withdraw(article, by=desk.chief, reason="It is wrong.")
    return article


@announces("articles.workflow.changes.changing", Article)
def save_of_a_public_story(desk):
    article = make_article()

    def save():
        with workflow.changing(article, by=desk.editor, comment="saved"):
            article.title = "Another headline"

    return save


@announces("articles.workflow.changes.publish", Article)
def publish(desk):
    article = draft()
    return lambda: workflow.publish(article, by=desk.editor, reason="It is urgent.")


@announces("articles.workflow.changes.publish (later)", Article)
def schedule(desk):
    article, tomorrow = draft(), timezone.now() + timedelta(days=1)
    return lambda: workflow.publish(article, by=desk.editor, at=tomorrow, reason="It is urgent.")


@announces("articles.workflow.changes.perform", Article)
def perform(desk):
    article = draft()
    return lambda: workflow.perform("publish", article, by=desk.editor, note="It is urgent.")


@announces("articles.workflow.changes.withdraw", Article)
def withdraw(desk):
    article = make_article()
    return lambda: workflow.withdraw(article, by=desk.chief, reason="It is wrong.")


@announces("articles.workflow.changes.unschedule", Article)
def unschedule(desk):
    article = make_article(at=timezone.now() + timedelta(days=1))
    return lambda: workflow.unschedule(article, by=desk.editor)


@announces("articles.workflow.changes.unpublish", Article)
def unpublish(desk):
    article = make_article()
    return lambda: workflow.unpublish(article, by=desk.chief, reason="It is wrong.")


def resembling(desk):
    """A story with the bare surname of somebody withheld, and the digest of that paragraph."""
    person = make_person("Vera Tolmasova", exposure="withheld")
    article = make_article(body="<p>The minister Tolmasova spoke.</p>", about=[person])
    return article, person, paragraph_digest("The minister Tolmasova spoke.")


@announces("articles.workflow.passages.settle", Article)
def settle_a_passage(desk):
    article, person, digest = resembling(desk)
    return lambda: passages.settle(article, person, digest, by=desk.editor)


@announces("articles.workflow.passages.unsettle", Article)
def hide_a_passage_again(desk):
    article, person, digest = resembling(desk)
    passages.settle(article, person, digest, by=desk.editor)
    return lambda: passages.unsettle(article, person, digest, by=desk.editor)


@announces("articles.workflow.changes.publish (again)", Article)
def publish_again(desk):
    article = withdrawn(desk)
    return lambda: workflow.publish(article, by=desk.editor, reason="It is right now.")


@announces("articles.workflow.changes.save", Article)
def save(desk):
    article = make_article()
    content = Content.of(article)
    content.fields["title"] = "Another headline"
    return lambda: workflow.save(article, content, by=desk.editor, beside={})


@announces("articles.workflow.changes.restore", Article)
def restore(desk):
    article = make_article()
    content = Content.of(article)
    content.fields["title"] = "An earlier headline"
    return lambda: workflow.restore(article, content, by=desk.editor, opened_version=article.version)


@announces("articles.workflow.changes.tag", Article)
def tag(desk):
    article, person = make_article(), make_person()
    return lambda: workflow.tag(
        article, by=desk.editor, opened_version=article.version, chosen=[person.pk], main=[], shown=[]
    )


@announces("articles.workflow.pending.publish", Article)
def publish_pending(desk):
    article = make_article()
    content = Content.of(article)
    content.fields["title"] = "Another headline"
    waiting = pending.save(article, content, by=desk.editor, opened=0, base_version=article.version)
    return lambda: pending.publish(waiting, by=desk.editor, reason="It is urgent.")


@announces("articles.rendering.stories.rebuild", Article)
def rebuild_stories(desk):
    article = make_article()
    return lambda: rebuild(Article.objects.filter(pk=article.pk))


@announces("manage.py render_bodies", Article)
def render_bodies(desk):
    article = make_article()
    return lambda: call_command("render_bodies", article.pk, stdout=StringIO())


@announces("manage.py move_story", Article)
def move_story(desk):
    article = make_article()
    words = ["withdraw", str(article.pk), "--as", desk.chief.username, "--note", "It is wrong."]
    return lambda: call_command("move_story", *words, stdout=StringIO())


@announces("admin articles.article", Article)
def corrected_in_the_form(desk):
    article = make_article()
    note = {"kind": "correction", "text": "The date was wrong.", "place": "bottom"}
    note |= {"published_at_0": "2026-03-02", "published_at_1": "10:00:00"}
    rows = {f"corrections-0-{name}": value for name, value in note.items()} | {"corrections-TOTAL_FORMS": 1}
    return posted(desk, change(article), form_data(article) | rows)


# Pictures --------------------------------------------------------------------------------------------------------------


@announces("articles.library.changes.describe", Image)
def describe(desk):
    image = make_image(caption="Another caption")
    return lambda: library.describe(image, by=desk.editor)


@announces("articles.library.changes.set_focal_point", Image)
def set_focal_point(desk):
    image = make_image()
    return lambda: library.set_focal_point(image, 0.1, 0.9, by=desk.editor)


@announces("articles.library.changes.set_portraits", Subject)
def set_portraits(desk):
    image, person = make_image(), make_person()
    return lambda: library.set_portraits(image, [person], by=desk.editor)


@announces("articles.library.changes.redact", Image)
def redact(desk):
    image = make_image(with_files=True)
    area = {"shape": "rectangle", "style": "solid", "x": 0.1, "y": 0.1, "width": 0.5, "height": 0.5}
    return lambda: library.redact(image, [area], by=desk.chief)


@announces("articles.library.changes.withdraw", Image)
def withdraw_picture(desk):
    image = make_image()
    return lambda: library.withdraw(image, by=desk.chief)


@announces("articles.library.changes.bring_back", Image)
def bring_picture_back(desk):
    image = make_image(withdrawn_at=timezone.now())
    return lambda: library.bring_back(image, by=desk.chief)


@announces("articles.library.renditions.prepare", Image)
def prepare(desk):
    image = make_image(with_files=True)
    Image.objects.filter(pk=image.pk).update(state="waiting")
    return lambda: renditions.prepare(image)


@announces("articles.rendering.pictures.rederive", Image)
def rederive(desk):
    image = make_image()
    return lambda: pictures.rederive(Image.objects.filter(pk=image.pk))


@announces("admin articles.image", Image)
def picture_form(desk):
    return opened(desk, "articles_image", make_image(alt="A street"), alt="Another street")


# People, organisations, places -----------------------------------------------------------------------------------------


@announces("people.naming.changes.create", Subject)
def create(desk):
    return lambda: naming.create(Person, "Aqylbek Muratbai")


@announces("people.naming.changes.introduce", Subject)
def introduce(desk):
    return lambda: naming.introduce(Place(), "Nukus")


@announces("people.naming.changes.introduce_all", Subject)
def introduce_all(desk):
    return lambda: naming.introduce_all([(Place(), [Name(text="Nukus", language="en", kind="preferred")])])


@announces("people.naming.changes.relabel", Subject)
def relabel(desk):
    organization = make_organization()

    def add_a_name():
        Name.objects.filter(subject=organization).update(text="Another name")
        naming.relabel(organization)

    return as_one(add_a_name)


@announces("people.naming.changes.refresh", Subject)
def refresh(desk):
    person = make_person()

    def add_a_name():
        Name.objects.filter(subject=person).update(text="Aqylbek Muratbaev")
        naming.refresh(person)

    return as_one(add_a_name)


@announces("people.naming.listing.list_from", Subject)
def list_from(desk):
    person = make_person(listed_from=None)
    return lambda: naming.list_from(person, timezone.now())


@announces("people.naming.listing.list_while", Subject)
def list_while(desk):
    person = make_person(listed_from=None)
    return lambda: naming.list_while(person, [(timezone.now(), None)])


def namesakes() -> list[Person]:
    """One whose name is protected, and one who was listed before and is called the same."""
    name = f"Sabir {''.join(random.sample('abdgiklmnorstuvz', 10)).title()}"
    pair = [make_person(name), make_person(name)]
    naming.expose(pair[0], "withheld")
    return pair


@announces("people.naming.listing.unlist_held", Subject)
def unlist_held(desk):
    _protected, namesake = namesakes()
    return as_one(lambda: naming.unlist_held(namesake))


@announces("people.naming.namesakes.tell_apart", Subject)
def tell_apart(desk):
    protected, namesake = namesakes()
    return lambda: naming.tell_apart(protected.pk, namesake.pk, desk.editor)


@announces("people.naming.namesakes.undo_telling_apart", Subject)
def undo_telling_apart(desk):
    protected, namesake = namesakes()
    naming.tell_apart(protected.pk, namesake.pk, desk.editor)
    return lambda: naming.undo_telling_apart(protected.pk, namesake.pk)


@announces("people.naming.changes.readdress", Subject)
def readdress(desk):
    person = make_person()
    return lambda: naming.readdress(person, "another-address")


@announces("people.naming.changes.expose", Subject)
def expose(desk):
    person = make_person()
    return lambda: naming.expose(person, "withheld")


@announces("people.naming.changes.expose (derived)", Article)
def expose_in_stories(desk):
    person = make_person()
    make_article(about=[person])
    return lambda: naming.expose(person, "withheld")


@announces("people.merging.changes.merge", Subject)
def merge(desk):
    one, other = make_person("Dauletmurat Tajimuratov"), make_person("Dauletmurat Tadjimuratov")
    return lambda: merging.merge(one, other, by=desk.chief)


@announces("people.merging.changes.merge_all", Subject)
def merge_all(desk):
    one, other = make_person("Dauletmurat Tajimuratov"), make_person("Dauletmurat Tadjimuratov")
    return lambda: merging.merge_all(one, [other], by=desk.chief)


@announces("people.merging.splitting.split", Subject)
def split(desk):
    record = merge(desk)()
    return lambda: merging.split(record, by=desk.chief)


@announces("manage.py import_subjects", Subject)
def import_texts(desk):
    make_person("Aqylbek Muratbai")
    return lambda: import_subjects([{"kind": "person", "name": "Aqylbek Muratbai", "summary": {"en": "Blogger"}}])


@announces("admin people.person", Subject)
def person_form(desk):
    return opened(desk, "people_person", make_person(), exposure="initials")


@announces("admin people.person (of an organisation)", Subject)
def membership_form(desk):
    row = {"memberships-TOTAL_FORMS": "1", "memberships-0-organization": str(make_organization().pk)}
    return opened(desk, "people_person", make_person(), **row)


@announces("admin people.organization", Subject)
def organization_form(desk):
    return opened(desk, "people_organization", make_organization(), classification="court")


@announces("admin people.place", Subject)
def place_form(desk):
    return opened(desk, "people_place", make_place(), country_code="UZ")


# Around the stories ----------------------------------------------------------------------------------------------------


def make_page():
    return site.save(Page(title="About us", language="en", slug=f"about-{Page.objects.count()}", body="<p>We.</p>"))


def make_front_page():
    return FrontPage.objects.get_or_create(language="en")[0]


@announces("articles.site.changes.save", Section)
def save_section(desk):
    section = make_section()
    section.intro = "Another introduction"
    return lambda: site.save(section)


@announces("articles.site.changes.pin", FrontPage)
def pin(desk):
    page, article = make_front_page(), make_article()
    return lambda: site.pin(page, [Pin(front_page=page, article=article, position=1)])


@announces("admin articles.section", Section)
def section_form(desk):
    return opened(desk, "articles_section", make_section(), intro="Another introduction")


@announces("admin articles.topic", Topic)
def topic_form(desk):
    return opened(desk, "articles_topic", make_topic(f"Courts {Topic.objects.count()}"), intro="Another introduction")


@announces("admin articles.page", Page)
def page_form(desk):
    return opened(desk, "articles_page", make_page(), title="Who we are")


@announces("admin articles.frontpage", FrontPage)
def front_page_form(desk):
    story = {"pins-TOTAL_FORMS": "1", "pins-0-position": "1", "pins-0-article": str(make_article().pk)}
    return opened(desk, "articles_frontpage", make_front_page(), **story)


# How a change is made --------------------------------------------------------------------------------------------------


def as_one(act):
    """In one transaction, as its callers do."""
    return transaction.atomic(act)


def opened(desk, name: str, row, **typed):
    """The admin's form of the row, opened now; the change is to save it with what was typed."""
    address = reverse(f"admin:{name}_change", args=[row.pk])
    return posted(desk, address, as_typed(desk.client.get(address), **typed))


def posted(desk, address: str, data: dict):
    def post():
        answer = desk.client.post(address, data)
        assert answer.status_code == 302, answer.context["errors"]

    return post
