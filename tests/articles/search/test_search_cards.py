"""The card of a subject above its stories."""

import pytest

from articles.models import Portrait
from people.models import Exposure, SubjectText
from people.naming import texts
from tests.factories import make_article, make_image, make_person

pytestmark = pytest.mark.django_db


def test_a_card_has_the_portrait_the_description_and_the_number_of_stories(client):
    person = make_person("Ovena Strell")
    make_article(about=[person])
    SubjectText.objects.create(subject=person, language="en", summary="A blogger")
    texts.store_texts(SubjectText.objects.all())
    Portrait.objects.create(subject_id=person.pk, image=make_image(with_files=True))

    text = client.get("/search/", {"q": "Strell"}).text
    card = text[text.index('<article class="card">') :].partition("</article>")[0]
    assert "<picture>" in card
    assert "A blogger" in card
    assert "1 story" in card
    assert person.get_absolute_url() in card


def test_a_person_whose_name_is_withheld_has_no_card_near_or_far(client):
    person = make_person("Ovena Strell", exposure=Exposure.WITHHELD)
    make_article(about=[person])
    for query in ("Ovena Strell", "Ovana Strel", "Strell"):
        assert client.get("/search/", {"q": query}).context["cards"] == [], query
