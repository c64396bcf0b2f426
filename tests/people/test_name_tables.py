"""The tables of names and words: what their headers promise holds, and a line that cannot be read is named."""

from collections import defaultdict

import pytest

from people.names.folding import fold, plain_fold, sounds
from people.names.institutions import STATE_OF_SECTION
from people.names.places import COUNTRY_NAMES, PLACES
from people.names.tables import PEOPLE, TableError, read_entries, read_list, read_words

WITH_KEYS = {
    "case_endings",
    "country_adjectives",
    "country_names",
    "palladius",
    "place_kinds",
    "short_forms",
    "word_variants",
}
WITH_WORDS = {
    *(
        "common_words",
        "compound_ends",
        "court_roles",
        "given_or_family",
        "institution_words",
        "known_names",
        "named_after",
    ),
    *("names_and_places", "openings", "organisation_kinds", "place_words", "state_adjectives", "things_named"),
    *("titles_and_trades", "words_that_are_names", "words_without_meaning", "works"),
}
WITH_FORMS = {"given_names", "institutions", "legal_forms", "places"}
TABLES = {path.stem: path for path in sorted(PEOPLE.glob("*/data/*.txt"))}
SORTED = sorted(TABLES.keys() - {"case_endings", "institutions", "legal_forms"})


def entries(name):
    return read_entries(TABLES[name], has_keys=name in WITH_KEYS)


def doubles(pairs):
    """What is met with two meanings: {"asan": ["Asan", "Asanbai"]}."""
    meanings = defaultdict(list)
    for met, meaning in pairs:
        meanings[met].append(meaning)
    return {met: found for met, found in meanings.items() if len(found) > 1}


def test_every_table_is_of_a_known_sort():
    assert TABLES.keys() == WITH_KEYS | WITH_WORDS | WITH_FORMS


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_what_it_is_and_where_it_comes_from(name):
    head = TABLES[name].read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
    assert all(line.startswith("#") for line in head)
    assert any(line.startswith("# Source: ") for line in head)


@pytest.mark.parametrize("name", SORTED)
def test_a_sorted_table_is_sorted(name):
    heads = [(entry.section, entry.key or entry.forms[0]) for entry in entries(name)]
    sections = list(dict.fromkeys(section for section, _ in heads))
    order = sorted(heads, key=lambda head: (sections.index(head[0]), head[1].casefold()))
    misplaced = [f"{found} stands where {due} belongs" for found, due in zip(heads, order, strict=True) if found != due]
    assert not misplaced[:1]


@pytest.mark.parametrize("name", sorted(WITH_WORDS))
def test_a_word_stands_once_in_a_section(name):
    words = [(section, word) for section, words in read_words(TABLES[name]).items() for word in words]
    assert not doubles((word, word) for word in words)


@pytest.mark.parametrize("name", sorted(WITH_KEYS))
def test_a_key_stands_once_in_a_section(name):
    assert not doubles(((entry.section, entry.key), entry.line) for entry in entries(name))


@pytest.mark.parametrize("name", sorted(WITH_KEYS | WITH_FORMS))
def test_an_entry_has_no_form_twice(name):
    assert not {entry for entry in entries(name) if len(set(entry.forms)) < len(entry.forms)}


def test_a_form_is_of_one_given_name():
    heard = {(sounds(form), entry.forms[0]) for entry in entries("given_names") for form in entry.forms}
    assert not doubles(heard)


def test_of_known_names_that_fold_alike_one_is_listed():
    assert not doubles((fold(word), word) for word in read_list(TABLES["known_names"]))


def test_a_form_is_of_one_place():
    forms = [(form, place) for table in (PLACES, COUNTRY_NAMES) for form, place in table.items()]
    listed = [form for name in ("places", "country_names") for entry in entries(name) for form in entry.forms]
    assert not doubles((plain_fold(form), place) for form, place in forms)
    assert len(listed) == len(forms)


def test_countries_and_states_are_given_by_code():
    states = {entry.section for entry in entries("institutions")} - STATE_OF_SECTION.keys()
    codes = states | {entry.key for entry in entries("country_names")}
    assert not {code for code in codes if not (len(code) == 2 and code.isascii() and code.isupper())}


def test_a_form_is_of_one_institution_of_a_state():
    assert not doubles(
        ((entry.section, form), entry.forms[0]) for entry in entries("institutions") for form in entry.forms
    )


@pytest.mark.parametrize("name", ["country_adjectives", "word_variants"])
def test_a_word_of_a_title_means_one_thing(name):
    assert not doubles({(fold(form), fold(entry.key)) for entry in entries(name) for form in entry.forms})


def test_an_entry_goes_on_in_indented_lines(tmp_path):
    table = tmp_path / "table.txt"
    table.write_text(
        "# Source: a test.\n\n[ru]\nAnna : Anya,  Nyura\n  Ann\n# A remark.\nIvan: Vanya\n", encoding="utf-8"
    )
    assert read_entries(table, has_keys=True) == [
        ("ru", "Anna", ("Anya", "Nyura", "Ann"), 4),
        ("ru", "Ivan", ("Vanya",), 7),
    ]


def test_a_table_saved_by_a_windows_editor_reads_the_same(tmp_path):
    table = tmp_path / "table.txt"
    table.write_bytes("\ufeff[kk]\r\nБұл\r\nОл\r\n".encode())
    assert read_words(table) == {"kk": ["Бұл", "Ол"]}


MALFORMED = [
    ("Anna, , Hanna", False, "a form is missing"),
    ("Anna, Hanna,", False, "a form is missing"),
    ("Anna: Anya", False, "a colon too many"),
    ("Anna, Anya", True, "key: form, form"),
    (": Anya", True, "key: form, form"),
    ("Anna:", True, "a form is missing"),
    ("Anna: Anya: Nyura", True, "a colon too many"),
    ("[ru", False, "[name]"),
    ("[]", False, "[name]"),
    ("[ru] Anna", False, "[name]"),
    ("[ru]\n  Anna", False, "indented"),
]


@pytest.mark.parametrize(("lines", "has_keys", "reason"), MALFORMED)
def test_a_malformed_line_is_named(tmp_path, lines, has_keys, reason):
    table = tmp_path / "table.txt"
    table.write_text(f"# A head.\n\n{'Oleg: Alik' if has_keys else 'Oleg'}\n{lines}\n", encoding="utf-8")
    with pytest.raises(TableError) as refused:
        read_entries(table, has_keys=has_keys)
    number = 4 + lines.count("\n")
    assert str(refused.value).startswith(f"{table}, line {number}: ")
    assert reason in str(refused.value)


def test_two_words_in_a_line_of_words_are_named(tmp_path):
    table = tmp_path / "table.txt"
    table.write_text("Anna\nOleg, Olga\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"table\.txt, line 2: this table has one word a line"):
        read_words(table)


def test_a_table_that_is_not_utf8_is_named(tmp_path):
    table = tmp_path / "table.txt"
    table.write_bytes("Anna\nОлег\n".encode("cp1251"))
    with pytest.raises(TableError, match=r"table\.txt, line 2: .* UTF-8"):
        read_entries(table)


def test_the_tables_go_into_the_image():
    rules = (PEOPLE.parent / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "!people" in rules
    assert not {rule for rule in rules if not rule.startswith("!") and ("txt" in rule or "data" in rule)}
