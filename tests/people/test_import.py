"""manage.py import_subjects: all entries or none, and a second run changes nothing."""

import json

import pytest
from django.core.management import CommandError, call_command

from people.exchange import importing
from people.exchange.importing import Malformed, import_subjects
from people.models import Membership, Name, OldSlug, Organization, Person, Place, Subject, SubjectText
from people.signals import subject_changed
from tests.factories import make_person, make_place

pytestmark = pytest.mark.django_db

ENTRIES = [
    {
        "kind": "person",
        "name": "Aqylbek Muratbai",
        "names": [
            {"text": "Акылбек Муратбай", "language": "ru", "kind": "preferred"},
            {"text": "Akylbek Muratov", "kind": "alias"},
            "Akylbek Muratbay",
        ],
        "summary": {"en": "Blogger", "ru": "Блогер"},
        "family_name": "Muratbai",
        "memberships": [{"organization": "Freedom for Eurasia", "role": "member", "start": "2021-03"}],
    },
    {"kind": "place", "name": "Nukus", "parent": "Karakalpakstan", "classification": "city"},
    {"kind": "place", "name": "Karakalpakstan", "parent": "Uzbekistan", "classification": "region"},
    {"kind": "place", "name": "Uzbekistan", "classification": "country", "country_code": "UZ"},
    {"kind": "organization", "name": "Freedom for Eurasia", "summary": "A group"},
]


def everything():
    models = [Subject, Person, Organization, Place, Name, SubjectText, Membership, OldSlug]
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_an_import_makes_all_that_the_entries_say():
    result = import_subjects(ENTRIES)

    assert (result.created, result.changed, result.unchanged) == (5, 0, 0)
    person = Person.objects.get()
    assert (person.label, person.label_in("ru"), person.slug) == (
        "Aqylbek Muratbai",
        "Акылбек Муратбай",
        "aqylbek-muratbai",
    )
    assert [name.kind for name in person.names.all()] == ["preferred", "preferred", "alias", "alias"]
    assert all(name.folded and name.script and name.folding_version for name in Name.objects.all())
    assert str(person.memberships.get()) == "Aqylbek Muratbai – Freedom for Eurasia"
    assert [place.label for place in Place.objects.get(label="Nukus").around()] == ["Uzbekistan", "Karakalpakstan"]
    assert [subject.label for subject in result.subjects][:2] == ["Aqylbek Muratbai", "Nukus"]


def test_a_second_run_changes_nothing_and_tells_nobody():
    import_subjects(ENTRIES)
    before, heard = everything(), []
    subject_changed.connect(lambda **kwargs: heard.append(kwargs), weak=False, dispatch_uid="test")
    result = import_subjects(ENTRIES)
    subject_changed.disconnect(dispatch_uid="test")

    assert (result.created, result.changed, result.unchanged) == (0, 0, 5)
    assert everything() == before
    assert heard == []


def test_the_same_kind_and_preferred_name_is_the_same_subject():
    result = import_subjects(
        [
            {"kind": "place", "name": "Nukus", "names": ["Nókis"]},
            {"kind": "place", "name": " Nukus ", "names": ["Нукус", "Nókis"]},
            {"kind": "organization", "name": "Nukus"},
        ]
    )

    assert result.subjects[0] == result.subjects[1]
    assert {name.text for name in Place.objects.get().names.all()} == {"Nukus", "Nókis", "Нукус"}
    assert {subject.slug for subject in Subject.objects.all()} == {"nukus", "nukus-2"}


def test_a_subject_that_is_there_gains_what_it_has_not_and_keeps_what_editors_decided():
    person = make_person("Aqylbek Muratbai", exposure="initials")
    SubjectText.objects.create(subject=person, language="en", summary="Ours")
    result = import_subjects([ENTRIES[0] | {"memberships": [], "exposure": "named"}])

    person.refresh_from_db()
    assert (result.created, result.changed) == (0, 1)
    assert (person.exposure, person.labels["ru"]) == ("initials", "А. М.")
    assert {text.summary for text in person.texts.all()} == {"Ours", "Блогер"}


def test_a_parent_that_is_there_stays():
    country = make_place("Kazakhstan")
    make_place("Nukus", parent=country)
    make_place("Uzbekistan")
    import_subjects([{"kind": "place", "name": "Nukus", "parent": "Uzbekistan"}])

    assert Place.objects.get(label="Nukus").parent == country


def test_a_spelling_twice_in_an_entry_is_one():
    names = ["A B", {"text": "A  B", "language": "en"}, {"text": "A B", "kind": "misspelling"}, "C", "C"]
    import_subjects([{"kind": "person", "name": "A B", "names": names}])

    assert [name.text for name in Name.objects.all()] == ["A B", "C"]


def test_a_second_preferred_name_in_a_language_is_an_alias():
    import_subjects(
        [{"kind": "person", "name": "A B", "names": [{"text": "C", "kind": "preferred", "language": "en"}]}]
    )

    assert [name.kind for name in Name.objects.all()] == ["preferred", "alias"]


def test_what_cannot_be_stored_is_dropped_and_html_stays_text():
    import_subjects([{"kind": "person", "name": "A\0 \ud800<b>B</b>\u200b"}])

    assert Person.objects.get().label == "A <b>B</b>"


def test_people_may_be_imported_protected():
    entry = {"kind": "person", "name": "Aqylbek Muratbai", "names": [{"text": "Heron", "kind": "pen_name"}]}
    import_subjects([entry | {"exposure": "alias"}])

    assert (Person.objects.get().label, Person.objects.get().slug) == ("Heron", "heron")


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("Nukus", "an entry is an object"),
        (None, "an entry is an object"),
        ({"name": "A"}, '"kind" is missing'),
        ({"kind": "animal", "name": "A"}, "it must be person, organization or place"),
        ({"kind": ["person"], "name": "A"}, "it must be person"),
        ({"kind": "person"}, '"name" is missing or empty'),
        ({"kind": "person", "name": " \u200b"}, '"name" is missing or empty'),
        ({"kind": "person", "name": 5}, "it must be a text"),
        ({"kind": "person", "name": "'’"}, "no letter or digit"),
        ({"kind": "person", "name": "x" * 301}, "at most 300 characters"),
        ({"kind": "person", "name": "A", "language": "xx"}, "language 'xx' is not known"),
        ({"kind": "person", "name": "A", "names": "B"}, '"names" is'),
        ({"kind": "person", "name": "A", "names": [5]}, 'a part of "names" is 5'),
        ({"kind": "person", "name": "A", "names": [{"kind": "alias"}]}, 'a "text" in "names" is missing'),
        ({"kind": "person", "name": "A", "names": [{"text": "B", "kind": "nick"}]}, '"kind": Value'),
        ({"kind": "person", "name": "A", "names": [{"text": "B", "valid_from": "May"}]}, "Write a date as 2021"),
        ({"kind": "person", "name": "A", "names": [{"text": "B", "source": "javascript:x"}]}, "valid URL"),
        ({"kind": "person", "name": "A", "exposure": "half"}, '"exposure": Value'),
        ({"kind": "person", "name": "A", "exposure": "alias"}, "no name that readers may see"),
        ({"kind": "person", "name": "A", "summary": ["x"]}, '"summary" is'),
        ({"kind": "person", "name": "A", "summary": "x" * 201}, "at most 200 characters"),
        ({"kind": "person", "name": "A", "parent": "B"}, 'a person has no "parent"'),
        ({"kind": "person", "name": "A", "memberships": [{"role": "x"}]}, 'names no "organization"'),
        ({"kind": "person", "name": "A", "memberships": [{"organization": "Nobody"}]}, "no organization is called"),
        ({"kind": "place", "name": "A", "memberships": [{"organization": "B"}]}, "only a person has"),
        ({"kind": "place", "name": "A", "parent": "Atlantis"}, "which no place is called"),
        ({"kind": "place", "name": "A", "parent": "A"}, "part of itself"),
        ({"kind": "place", "name": "A", "country_code": "uz"}, "Two capital letters"),
        ({"kind": "place", "name": "A", "latitude": 5}, "both latitude and longitude"),
        ({"kind": "place", "name": "A", "classification": "planet"}, '"classification": Value'),
    ],
)
def test_a_wrong_entry_is_named_and_nothing_is_imported(entry, problem):
    with pytest.raises(Malformed) as error:
        import_subjects([{"kind": "person", "name": "Before"}, entry])

    assert error.value.number == 2
    assert problem in error.value.problem
    assert not Subject.objects.exists()


def test_a_circle_of_places_is_refused():
    make_place("Nukus", parent=make_place("Karakalpakstan"))
    circle = [
        {"kind": "place", "name": "Uzbekistan", "parent": "Nukus"},
        {"kind": "place", "name": "Karakalpakstan", "parent": "Uzbekistan"},
    ]
    with pytest.raises(Malformed, match="part of itself"):
        import_subjects(circle)


def run(tmp_path, text, capsys=None):
    file = tmp_path / "subjects.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    call_command("import_subjects", file)
    return capsys.readouterr().out if capsys else ""


def test_the_command_says_what_it_did(tmp_path, capsys):
    text = json.dumps(ENTRIES)

    assert run(tmp_path, text, capsys) == "5 entries: 5 created, 0 extended, 0 unchanged.\n"
    assert run(tmp_path, "\ufeff" + text, capsys) == "5 entries: 0 created, 0 extended, 5 unchanged.\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", r"line 1, column 1"),
        ('[\n {"kind": "person",}\n]', r"line 2, column 20"),
        ('{"kind": "person"}', r"must hold a JSON list"),
        ('[\n {"kind": "person", "name": "A"},\n\n {"kind": "x"}\n]', r"Entry 2 \(line 4\)"),
        (b"[\xff]", r"not UTF-8 \(byte 1\)"),
        ("[" * 100_000, r"too deep|not JSON"),
        ("[" + "9" * 5000 + "]", r"too long|Entry 1"),
    ],
)
def test_a_wrong_file_is_a_sentence(tmp_path, text, problem):
    with pytest.raises(CommandError, match=problem):
        run(tmp_path, text)
    assert not Subject.objects.exists()


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_subjects", tmp_path / "none.json")


def test_a_thousand_people_are_stored_together(django_assert_max_num_queries):
    entries = [{"kind": "person", "name": f"Name {n}", "names": [f"Also {n}", f"Имя {n}"]} for n in range(1000)]
    with django_assert_max_num_queries(75):
        import_subjects(entries)

    assert Name.objects.count() == 3000
    with django_assert_max_num_queries(30):
        import_subjects(entries)


def test_an_import_that_was_cut_short_goes_on_without_doubling(monkeypatch):
    monkeypatch.setattr(importing, "PORTION", 2)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_subjects(ENTRIES, stop)
    assert Subject.objects.count() == 2
    result = import_subjects(ENTRIES)

    assert (result.created, Subject.objects.count()) == (3, 5)
    assert Membership.objects.count() == 1
    assert Place.objects.get(label="Nukus").parent.label == "Karakalpakstan"


def test_a_description_that_tells_a_protected_name_is_kept_back():
    import_subjects(
        [{"kind": "person", "name": "Aqylbek Muratbai", "exposure": "initials", "summary": "Muratbai writes"}]
    )

    assert SubjectText.objects.get().tells_name


def test_the_command_tells_how_far_it_is_unless_it_is_told_to_be_quiet(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(importing, "PORTION", 1)
    run(tmp_path, json.dumps(ENTRIES))
    assert capsys.readouterr().err.splitlines() == [f"{done} of 5 entries" for done in range(1, 6)]
    call_command("import_subjects", tmp_path / "subjects.json", verbosity=0)
    assert capsys.readouterr().err == ""
