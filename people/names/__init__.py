"""Names as the newsroom must know them: one key for all spellings, and a careful answer to "are these the same?".

Pure functions over text; what is stored and asked of the database stands in the models.
"""

from people.names.comparison import Comparison, compare
from people.names.folding import FOLDING_VERSION, fold, fold_query, plain_fold, search_fold, yo_as_ye
from people.names.given_names import variants_of

__all__ = [
    "FOLDING_VERSION",
    "Comparison",
    "compare",
    "fold",
    "fold_query",
    "plain_fold",
    "search_fold",
    "variants_of",
    "yo_as_ye",
]
