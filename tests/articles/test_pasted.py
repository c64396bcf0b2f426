"""What other programs hold, as it is stored: one cleaning on every way into the database."""

import pytest

from articles import body
from tests.support.pasted import plainly, samples


@pytest.mark.parametrize("sample", samples("word", "others"), ids=str)
def test_a_text_of_another_program_keeps_what_it_says(sample):
    assert plainly(body.clean(sample.pasted)) == plainly(sample.expected)
