"""The database as the index of names: each name has its own keys, and a text costs few queries."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from people.detection import find
from people.exchange import refolding
from people.models import Name, NameKey, Place, Subject
from people.names import FOLDING_VERSION
from people.search.index import DatabaseIndex
from tests.factories import make_organization, make_person, make_place, make_user

pytestmark = pytest.mark.django_db


def keys_of(name):
    return set(name.keys.values_list("key", flat=True))


def decided(text, language="en", index=None):
    return [(span.surface, span.subject_id) for span in find(text, language, index or DatabaseIndex()).decided]


def run(command, lines, monkeypatch, *args):
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    out = io.StringIO()
    call_command(command, *args, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_name_that_is_changed_gets_its_own_keys_and_no_others():
    timur, other = make_person("Timur Yesenov"), make_person("Anna Petrova")
    before, kept = keys_of(timur.names.get()), list(NameKey.objects.filter(name__subject=other).values_list("pk"))
    name = timur.names.get()
    name.text = "Rustam Yesenov"
    name.save()
    assert keys_of(name) not in (before, set())
    assert list(NameKey.objects.filter(name__subject=other).values_list("pk")) == kept


def test_a_deleted_name_is_found_no_more():
    timur = make_person("Timur Yesenov", names=[{"text": "Daur Sultanov"}])
    timur.names.get(text="Daur Sultanov").delete()
    assert decided("Daur Sultanov met Timur Yesenov.") == [("Timur Yesenov", timur.pk)]


def test_a_country_is_found_by_the_code_that_an_editor_adds():
    place = make_place("The neighbours")
    assert decided("В Узбекистане тихо.", "ru") == []
    place = Place.objects.get(pk=place.pk)
    place.country_code = "UZ"
    place.save()
    assert decided("В Узбекистане тихо.", "ru") == [("Узбекистане", place.pk)]


def test_a_merged_subject_is_not_found():
    one, other = make_person("Timur Yesenov"), make_person("Temur Yesenov")
    Subject.objects.filter(pk=other.pk).update(merged_into=one)
    assert decided("Temur Yesenov spoke.") == [("Temur Yesenov", one.pk)]


def test_whom_a_user_may_not_see_is_not_found_for_them():
    make_person("Timur Yesenov", exposure="withheld")
    for role, found in (("editor", 1), ("reporter", 0)):
        index = DatabaseIndex(Subject.objects.visible_to(make_user(role)))
        assert len(decided("Timur Yesenov spoke.", index=index)) == found


@pytest.mark.parametrize("people", [2, 20])
def test_a_text_costs_two_queries(people, django_assert_num_queries):
    givens, families = ["Timur", "Anna", "Olga", "Bekzod"], ["Yesenov", "Petrosyan", "Kim", "Gulyam", "Rashidi"]
    names = [f"{given} {family}" for given in givens for family in families][:people]
    for name in names:
        make_person(name)
    with django_assert_num_queries(2):
        assert len(decided(". ".join(names))) == people


def test_the_command_answers_with_the_preferred_name(monkeypatch):
    make_person("Timur Yesenov", names=[{"text": "Тимур Есенов", "language": "ru", "kind": "preferred"}])
    make_organization("Steppe Rights Watch")
    line = json.dumps({"id": "a1", "text": "Тимур Есенов и Steppe Rights Watch.", "language": "ru"})
    (answer,) = run("find_names", f"\n{line}\n", monkeypatch)
    assert answer["id"] == "a1"
    assert [(m["start"], m["end"], m["subject"]) for m in answer["mentions"]] == [
        (0, 12, "Timur Yesenov"),
        (15, 34, "Steppe Rights Watch"),
    ]


def test_the_command_shows_what_stays_open_only_when_asked(monkeypatch):
    make_person("Timur Yesenov")
    make_person("Temur Yesenov")
    line = json.dumps({"id": 7, "text": "Timur Esenov spoke."})
    assert run("find_names", line, monkeypatch) == [{"id": 7, "mentions": []}]
    (answer,) = run("find_names", line, monkeypatch, "--ambiguous")
    assert answer["mentions"][0]["subject"] is None
    assert sorted(answer["mentions"][0]["candidates"]) == ["Temur Yesenov", "Timur Yesenov"]


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"text": 3}', '{"text": "x", "language": 3}'])
def test_the_command_names_the_line_that_it_cannot_read(line, monkeypatch):
    with pytest.raises(CommandError, match="Line 2"):
        run("find_names", f'{{"text": "x"}}\n{line}', monkeypatch)


def test_refolding_brings_old_names_up_to_date_and_leaves_the_others(monkeypatch):
    monkeypatch.setattr("people.exchange.refolding.BATCH", 2)
    for letter in "ABC":
        make_person(f"Timur {letter}esenov")
    Name.objects.update(folded="old", folding_version=1)
    NameKey.objects.all().delete()
    current = make_person("Anna Petrova").names.get()
    keys = list(current.keys.values_list("pk", flat=True))
    call_command("refold_names", stdout=io.StringIO(), stderr=io.StringIO())
    assert set(Name.objects.values_list("folding_version", flat=True)) == {FOLDING_VERSION}
    assert not Name.objects.filter(folded="old").exists()
    assert len(decided("Timur Aesenov and Timur Besenov")) == 2
    assert list(current.keys.values_list("pk", flat=True)) == keys


def test_an_upgrade_needs_no_command_since_run_due_refolds():
    make_person("Timur Yesenov")
    Name.objects.update(folded="old", folding_version=1)
    call_command("run_due", verbosity=0)
    assert set(Name.objects.values_list("folded", "folding_version")) == {("timur esenov", FOLDING_VERSION)}


def test_refolding_that_was_cut_short_goes_on(monkeypatch):
    monkeypatch.setattr("people.exchange.refolding.BATCH", 2)
    for letter in "ABCDE":
        make_person(f"Timur {letter}esenov")
    Name.objects.update(folding_version=1)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refolding.refold_outdated(stop)
    assert refolding.outdated().count() == 3
    assert refolding.refold_outdated() == 3
