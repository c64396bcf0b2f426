"""Boxes in a text: kept with what they hold where our editor made them, opened where another page had them."""

from articles import body
from articles.body.differences import blocks


def test_a_box_of_ours_is_kept_with_its_blocks():
    html = "<aside><h3>What we know</h3><ul><li>One</li></ul></aside><p>Text</p>"

    assert body.clean(html) == html


def test_what_another_page_had_beside_its_text_is_no_box():
    assert (
        body.clean('<aside class="related"><p>More of this</p></aside><p>Text</p>') == "<p>More of this</p><p>Text</p>"
    )


def test_readers_get_the_box_with_names_linked_in_it():
    html = body.render(
        "<aside><p>Timur</p></aside>", lambda text: [body.Span(text.index("Timur"), len(text.rstrip()), "/x/")]
    )

    assert html == '<aside><p><a class="subject" href="/x/">Timur</a></p></aside>'


def test_words_that_went_into_a_box_are_a_difference():
    assert blocks(body.clean("<p>Text</p>"), body.clean("<aside><p>Text</p></aside>"))
