"""Two transactions at once on two connections: what the one decides about a name, the other does not write around."""

from concurrent import futures

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from articles import library, workflow
from articles.models import Article, Image, Section
from articles.site import changes
from people import naming
from people.base.locks import take_turn
from people.exchange.importing import import_subjects
from people.models import Exposure, Person, SubjectText
from tests.factories import make_article, make_image, make_person, make_section, make_user

NAME = "Aqylbek Muratbai"


@pytest.fixture
def editor(transactional_db):
    return make_user("editor")


@pytest.fixture
def person(transactional_db):
    return make_person(NAME)


def at_once(first, second, meanwhile=lambda: None):
    """``first`` is done and not committed when ``second`` begins; ``meanwhile`` is done before the commit."""

    def on_another_connection():
        try:
            second()
        finally:
            connection.close()

    with futures.ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            other = pool.submit(on_another_connection)
            while not (other.done() or somebody_waits()):
                futures.wait([other], timeout=0.01)
            meanwhile()
        other.result()


def somebody_waits() -> bool:
    """Whether a lock is asked for and not given; SQLite tells nobody, and lets nobody past."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
        return cursor.fetchone()[0]


def name_in(article, by):
    """A save by which the story names the person for the first time."""
    with transaction.atomic():
        article = Article.objects.get(pk=article.pk)
        with workflow.changing(article, by=by, comment="saved"):
            article.body = f"<p>{NAME} was let go.</p>"


def withhold(person):
    naming.expose(Person.objects.get(pk=person.pk), Exposure.WITHHELD)


def assert_withheld(article):
    article.refresh_from_db()
    assert "was let go" in article.body_html
    assert NAME not in article.body_html


def test_a_name_that_is_withheld_while_a_story_with_it_is_saved_is_withheld_there(editor, person):
    article = make_article("Released")
    at_once(lambda: name_in(article, editor), lambda: withhold(person))
    assert_withheld(article)


def test_a_story_that_is_saved_while_its_name_is_withheld_shows_it_no_more(editor, person):
    article = make_article("Released")
    at_once(lambda: withhold(person), lambda: name_in(article, editor))
    assert_withheld(article)


def test_a_picture_whose_words_name_somebody_who_is_being_withheld_shows_it_no_more(editor, person):
    image = make_image(uploaded_by=editor)

    def caption():
        picture = Image.objects.get(pk=image.pk)
        picture.caption = f"{NAME} at the gate."
        library.describe(picture, by=editor)

    at_once(lambda: withhold(person), caption)
    image.refresh_from_db()
    assert "at the gate" in image.public_caption
    assert NAME not in image.public_caption


def introduce(section):
    section.intro = f"All about {NAME}."
    changes.save(section)


def test_an_introduction_and_a_decision_to_withhold_leave_no_name_in_either_order(person):
    first, second = make_section("Justice"), make_section("Prisons")
    at_once(lambda: introduce(first), lambda: withhold(person))
    naming.expose(Person.objects.get(pk=person.pk), Exposure.NAMED)
    at_once(lambda: withhold(person), lambda: introduce(second))

    assert set(Section.objects.values_list("public_intro", flat=True)) == {"All about Name withheld."}


def test_an_import_of_descriptions_and_a_decision_to_withhold_leave_no_name_in_either_order(person):
    first, second = (
        [{"kind": "person", "name": name, "summary": f"Sister of {NAME}"}] for name in ("Asel One", "Asel Two")
    )
    at_once(lambda: import_subjects(first), lambda: withhold(person))
    naming.expose(Person.objects.get(pk=person.pk), Exposure.NAMED)
    at_once(lambda: withhold(person), lambda: import_subjects(second))

    assert set(SubjectText.objects.values_list("public_summary", flat=True)) == {"Sister of Name withheld"}


def test_an_import_that_adds_a_spelling_does_not_undo_what_is_decided_meanwhile(editor, person):
    entry = {"kind": "person", "name": NAME, "names": ["Akylbek Muratbaev"]}
    at_once(lambda: withhold(person), lambda: import_subjects([entry]))
    person.refresh_from_db()
    assert (person.exposure, person.label) == (Exposure.WITHHELD, "Name withheld")
    assert person.names.count() == 2


def test_who_waits_to_change_a_picture_holds_nothing_that_the_save_of_a_story_needs(editor):
    image = make_image(uploaded_by=editor)
    article = make_article("Released", lead_image=image)
    name_in(article, editor)

    def meanwhile():
        Image.objects.select_for_update(nowait=True).get(pk=image.pk)

    at_once(lambda: name_in(article, editor), lambda: library.describe(image, by=editor), meanwhile)


def test_a_turn_without_a_transaction_is_refused(transactional_db):
    with pytest.raises(TransactionManagementError):
        take_turn()
