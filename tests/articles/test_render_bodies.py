"""manage.py render_bodies makes anew what readers see, and changes nothing else."""

import pytest
from django.core.management import CommandError, call_command

from articles.management.commands import render_bodies
from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def broken(title):
    article = make_article(title)
    Article.objects.filter(pk=article.pk).update(body_html="<p>old</p>")
    return article


def test_all_stories_are_rendered_and_keep_version_and_times(capsys):
    article = broken("One")
    before = Article.objects.values("version", "saved_at").get()
    call_command("render_bodies")

    assert Article.objects.get().body_html == article.body_html
    assert Article.objects.values("version", "saved_at").get() == before
    assert capsys.readouterr().out == "Rendered 1 story.\n"


def test_only_those_that_are_named_are_rendered():
    one, two = broken("One"), broken("Two")
    call_command("render_bodies", str(two.pk))

    assert Article.objects.get(pk=one.pk).body_html == "<p>old</p>"
    assert Article.objects.get(pk=two.pk).body_html == two.body_html


def test_an_unknown_number_is_a_sentence_and_renders_nothing():
    article = broken("One")
    with pytest.raises(CommandError, match="no story with the number 999999"):
        call_command("render_bodies", str(article.pk), "999999")

    assert Article.objects.get().body_html == "<p>old</p>"


def test_progress_is_told(capsys, monkeypatch):
    monkeypatch.setattr(render_bodies, "CHUNK", 2)
    for number in range(3):
        broken(f"Story {number}")
    call_command("render_bodies")

    assert capsys.readouterr().out.splitlines() == ["2 of 3", "3 of 3", "Rendered 3 stories."]
