"""The label in the place of a withheld name is of the story's language, whether or not the site has a catalogue for it."""

import pytest

from people import naming
from people.base.languages import LANGUAGES, script_of
from people.models import Exposure
from people.names.withheld import NAME_WITHHELD, name_withheld
from tests.factories import make_article, make_person
from tests.support.rows import fresh


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_of_stories_has_a_label_in_its_own_script(language):
    assert script_of(NAME_WITHHELD[language]) == LANGUAGES[language].script


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fa", "kk", "ky", "uz", "tg", "tk", "uk", "de"])
def test_a_story_prints_the_label_of_its_own_language(language, settings):
    settings.EDITIONS = ["ru", language]
    person = make_person("Bekzat Eralinov", language="ru")
    story = make_article("Bekzat Eralinov", language=language, about=[person])
    naming.expose(person, Exposure.WITHHELD)

    assert fresh(story).public_title == NAME_WITHHELD[language]


def test_a_language_that_the_table_lacks_gets_the_english_label():
    assert name_withheld("xx") == "Name withheld"
