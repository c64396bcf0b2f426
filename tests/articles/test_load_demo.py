"""manage.py load_demo: into an empty newsroom, whole or not at all."""

import re
import shutil

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from articles.demo import loading, pictures
from articles.models import Article, Page, Section
from people import naming
from people.models import Place, Subject

#: test_demo.py loads the demo into each database.
pytestmark = pytest.mark.one_database


@pytest.fixture(autouse=True)
def few_stories(tmp_path, monkeypatch, settings):
    """test_demo.py loads all of the demo; some of its texts, and quick passwords, are enough to see how it is done."""
    folder = shutil.copytree(loading.FOLDER, tmp_path / "demo")
    for story in (folder / "stories").glob("[!a]*.txt"):
        story.unlink()
    monkeypatch.setattr(loading, "FOLDER", folder)
    (folder / "pictures.json").write_text("[]")
    monkeypatch.setattr(pictures, "ENTRIES", folder / "pictures.json")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_a_second_load_is_refused_and_changes_nothing(db):
    call_command("load_demo")
    before = Article.objects.count(), Subject.objects.count(), get_user_model().objects.count()
    with pytest.raises(CommandError, match="already has stories"):
        call_command("load_demo")
    assert (Article.objects.count(), Subject.objects.count(), get_user_model().objects.count()) == before


def test_a_load_that_fails_half_way_leaves_nothing(db, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(loading, "load_stories", fail)
    with pytest.raises(RuntimeError):
        call_command("load_demo")
    assert not Subject.objects.exists()
    assert not get_user_model().objects.exists()


def test_the_printed_password_opens_accounts_at_whose_addresses_no_mail_arrives(db, client, monkeypatch, capsys):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    call_command("load_demo")
    password = re.search(r"the password is (\S+)", capsys.readouterr().out)[1]
    assert client.login(username="editor", password=password)
    for user in get_user_model().objects.all():
        assert user.email == f"{user.username}@newsroom.example"


def test_people_and_accounts_that_are_there_already_stay_as_they_are(db, capsys):
    admin = get_user_model().objects.create_superuser("admin", password="chosen-long-ago")
    nukus = naming.create(Place, "Nukus", language="en")
    call_command("load_demo")
    admin.refresh_from_db()
    assert admin.check_password("chosen-long-ago")
    assert "already an account called admin" in capsys.readouterr().out
    assert list(Place.objects.filter(label="Nukus")) == [nukus]


def test_site_without_a_russian_edition_gets_the_english_stories(db, settings):
    settings.EDITIONS = ["en"]
    call_command("load_demo")
    assert set(Article.objects.values_list("language", flat=True)) == {"en"}
    assert not Section.objects.filter(language="ru").exists()
    assert not Page.objects.filter(language="ru").exists()


def test_site_in_other_languages_gets_people_and_logins_each_once(db, settings, capsys):
    settings.EDITIONS, settings.DEFAULT_EDITION = ["kaa", "ug"], "kaa"
    call_command("load_demo")
    subjects = Subject.objects.count()
    call_command("load_demo")
    assert not Article.objects.exists()
    assert Subject.objects.count() == subjects
    assert "LANGUAGES names neither" in capsys.readouterr().out
