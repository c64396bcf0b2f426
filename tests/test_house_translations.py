"""The catalogues are made, checked and compiled with Babel alone."""

import io

import pytest
from babel.messages.pofile import read_po

import messages


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of one module, one template and a Russian catalogue that is still empty."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "views.py").write_text('_("Publish")\nngettext("%(n)s story", "%(n)s stories", n)\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}\n  {% if a %}\n{% translate "Home" %}\n    {% endif %}\n'
        "  {% blocktranslate trimmed with name=a.name %}\n    Written by\n    {{ name }}\n  {% endblocktranslate %}\n"
        '{% translate "May" context "month" %}'
    )
    (tmp_path / "locale" / "ru" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "locale" / "ru" / "LC_MESSAGES" / "django.po").write_text('msgid ""\nmsgstr ""\n')
    return tmp_path


def catalogue(project):
    return messages.read(project / "locale" / "ru" / "LC_MESSAGES" / "django.po")


def problems(project):
    return messages.problems(catalogue(project), messages.texts_of_the_sources())


def test_texts_of_modules_and_templates_are_found(project):
    found = {messages.key_of(message) for message in messages.texts_of_the_sources() if message.id}
    assert found == {
        (None, "Publish"),
        (None, "%(n)s story"),
        (None, "Home"),
        (None, "Written by %(name)s"),
        ("month", "May"),
    }


def test_new_gone_and_untranslated_texts_are_named(project):
    assert any("is not in the catalogue" in text and "Publish" in text for text in problems(project))
    messages.update_catalogues()
    assert all("is not translated" in text for text in problems(project))
    assert len(problems(project)) == 5
    (project / "articles" / "views.py").write_text('_("Withdraw")')
    assert any("is in no source any more" in text and "Publish" in text for text in problems(project))


def test_an_update_twice_changes_nothing_and_keeps_translations(project):
    messages.update_catalogues()
    path = project / "locale" / "ru" / "LC_MESSAGES" / "django.po"
    path.write_text(path.read_text().replace('msgid "Home"\nmsgstr ""', 'msgid "Home"\nmsgstr "Главная"'))
    messages.update_catalogues()
    once = path.read_text()
    assert "Главная" in once
    messages.update_catalogues()
    assert path.read_text() == once


def test_a_wrong_placeholder_and_an_unsure_translation_are_named(project):
    text = '#, fuzzy\nmsgid "Home"\nmsgstr "Главная"\n\n#, python-format\nmsgid "Written by %(name)s"\nmsgstr "Автор %(nmae)s"\n'
    found = messages.problems(read_po(io.StringIO(text), locale="ru"), messages.texts_of_the_sources())
    assert any("unsure" in sentence and "Home" in sentence for sentence in found)
    assert any("placeholder" in sentence and "Written by" in sentence for sentence in found)


def test_a_compiled_catalogue_is_written_only_when_it_changes(project):
    messages.update_catalogues()
    messages.compile_catalogues()
    compiled = project / "locale" / "ru" / "LC_MESSAGES" / "django.mo"
    before = compiled.stat().st_mtime_ns
    messages.compile_catalogues()
    assert compiled.stat().st_mtime_ns == before
