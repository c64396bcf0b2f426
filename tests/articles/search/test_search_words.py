"""Words as the index has them: what readers take for one word is one, in each language."""

import pytest

from articles.search.asking import LONGEST_QUERY, MOST_PARTS, read
from articles.search.expressions import Phrase, Wanted
from articles.search.marking import Marker
from articles.search.words import tokens_in, words_in

ONE_WORD = {
    "en": ["miner", "miners", "miner's", "miners’", "MINERS"],
    "ru": ["озеро", "озёра", "озёр", "Озера", "озёрам", "озёрами"],
    "uk": ["протест", "протести", "протестів", "протестами"],
    "kk": ["тілек", "тілегі", "тілектер", "тілектерінің", "тілегінде"],
    "ky": ["шаар", "шаардын", "шаарлар", "шаарларда"],
    "uz": ["qishloq", "qishlogʻi", "qishlog'ida", "qishloqlar", "қишлоқ", "қишлоғи"],
    "uz-Cyrl": ["қишлоқ", "қишлоқлар", "qishloq"],
    "tg": ["китоб", "китобҳо", "китобҳои", "китобро"],
    "kaa": ["qala", "qalalar", "qalanıń", "қала", "қалаларда"],
    "fa": ["کتاب", "كتاب", "کِتاب"],
    "tr": ["kitap", "KİTAP"],
}


@pytest.mark.parametrize("language", ONE_WORD)
def test_forms_of_a_word_are_one(language):
    stems = {word: tuple(tokens_in(word, language)) for word in ONE_WORD[language]}

    assert len(set(stems.values())) == 1, stems


def test_words_that_mean_two_things_stay_two():
    apart = {"en": "bridge mayor minute", "ru": "школа шкала озеро", "kk": "қала мектеп тілек", "uk": "суд школа міст"}
    for language, text in apart.items():
        assert len(set(tokens_in(text, language))) == len(text.split()), language


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("2023-08-14", ["2023", "08", "14"]),
        ("U.N. and O‘zbekiston", ["u", "n", "and", "ozbekiston"]),
        ("été naïve", ["été", "naïve"]),
        ("a\xadb soft\u200bhyphen", ["ab", "softhyphen"]),
        ("🦆 — … «»", []),
        ("x" * 500, ["x" * 60]),
        ("½", ["1", "2"]),
    ],
)
def test_signs_part_words_and_marks_do_not(text, tokens):
    expected = ["ete" if token == "été" else "naive" if token == "naïve" else token for token in tokens]

    assert tokens_in(text, "") == expected


def test_a_word_tells_where_it_stood():
    text = "The miner’s lamp"

    assert [text[word.start : word.end] for word in words_in(text, "en")] == ["The", "miner’s", "lamp"]


@pytest.mark.parametrize(
    ("query", "wanted", "unwanted"),
    [
        ('"foreign forces" -activists', ["foreign forces"], ["activists"]),
        ("“empty chairs”", ["empty chairs"], []),
        ('"without a lawyer', ["without a lawyer"], []),
        ("well-known -", ["well-known"], []),
        ("AND OR NOT (NEAR)", ["AND", "OR", "NOT", "(NEAR)"], []),
        ('- "" -- * " "', [], []),
        ('-"two words" one', ["one"], ["two words"]),
        ("\0\0", [], []),
    ],
)
def test_whatever_is_typed_is_read(query, wanted, unwanted):
    asked = read(query)

    assert [part.text for part in asked.wanted] == wanted
    assert [part.text for part in asked.unwanted] == unwanted


def test_of_a_long_query_the_beginning_is_read_and_the_rest_told():
    many, long = read("word " * 10_000), read("x" * 1_000_000)

    assert (len(many.wanted), many.is_cut) == (MOST_PARTS, True)
    assert (len(long.wanted[0].text), long.is_cut) == (LONGEST_QUERY, True)
    assert not read("two words").is_cut


def test_a_beginning_is_asked_for_from_three_letters_on():
    assert [part.is_begun for part in read("br* bri* br-i*").wanted] == [False, True, True]


def test_each_database_is_asked_in_its_own_notation():
    wanted = Wanted([[Phrase(("a", "b")), Phrase(("c",), True)], [Phrase(("d",))]], [Phrase(("e",))])

    assert wanted.as_fts5() == '(("a b" OR "c" *) AND ("d")) NOT ("e")'
    assert wanted.as_tsquery() == "(('a' <-> 'b') | ('c':*)) & (('d')) & !('e')"


def marked(marker, text, language="en"):
    return "".join(f"[{piece.text}]" if piece.is_found else piece.text for piece in marker.pieces(text, language))


def test_what_was_asked_for_is_marked_in_every_form():
    marker = Marker([[Phrase(("miner",))], [Phrase(("foreign", "forc"))]], [("person", "Bastor Khelm")])

    told = marked(marker, "Miners’ leader Khelm said: foreign forces, not a foreign force; Bastor Khelm")
    assert told == "[Miners]’ leader [Khelm] said: [foreign forces], not a [foreign force]; [Bastor Khelm]"


def test_a_name_of_several_words_marks_none_of_them_alone():
    marker = Marker([], [("organization", "Government of Kelmaria")])

    assert marked(marker, "of Kelmaria, the Government of Kelmaria") == "of Kelmaria, the [Government of Kelmaria]"


def test_a_passage_is_cut_around_what_was_asked_for():
    html = f"<p>Nothing here.</p><p>{'so much more ' * 40}&lt;lamp&gt; {'and on ' * 60}</p>"
    pieces = Marker([[Phrase(("lamp",))]], []).passage(html, "en")

    assert "".join(piece.text for piece in pieces).startswith("… ")
    assert [piece.text for piece in pieces if piece.is_found] == ["lamp"]
    assert sum(len(piece.text) for piece in pieces) < 300
    assert Marker([[Phrase(("other",))]], []).passage(html, "en") == []
