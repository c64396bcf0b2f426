"""Names that readers must not see are replaced in what readers see, never in what the editor wrote.

A subject whose exposure is narrower than its name appears in stories under its public label: every recorded spelling that
may not be shown is replaced, with the endings that cases add. A story that is tagged with a namesake who may be named is
left alone.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from articles.body import Span
from people.models import Exposure, Name, Subject
from people.names import fold
from people.transliteration import make_slug

ENDING = r"[^\W\d_]{0,4}"  # the longest case endings of the region's languages: -ларының is rare on names, -овым is not
SOFT_ENDS = "аяйьоеёиыуюэіїaeiouy"


@dataclass(frozen=True)
class Mask:
    """One protected subject in one story: what to look for, and what stands in its place."""

    pattern: re.Pattern
    label: str
    slugs: frozenset[str]

    def spans(self, text: str):
        return [Span(m.start(), m.end(), replacement=self.label) for m in self.pattern.finditer(text)]

    def apply(self, text: str) -> str:
        return self.pattern.sub(lambda match: self.label, text)

    def hides_link(self, href: str) -> bool:
        return any(slug in href.lower() for slug in self.slugs)


def masks_for(article, text: str) -> list[Mask]:
    """The masks that this story needs: for protected subjects that it is tagged with, or whose full name it holds."""
    tagged = set(article.mentions.values_list("subject", flat=True))
    namesakes = None
    masks = []
    for subject, names in _protected_names().items():
        full = [name for name in names if len(name.text.split()) > 1]
        if subject.pk not in tagged:
            if not any(_pattern([name.text]).search(text) for name in full):
                continue
            namesakes = _tagged_keys(tagged) if namesakes is None else namesakes
            if any(name.folded in namesakes for name in full):
                continue
        masks.append(_mask(subject, names, article.language))
    return masks


def stories_holding(subject, articles):
    """Of ``articles``, those whose text may hold one of the subject's names, by the first letters of the longest word."""
    from django.db.models import Q

    from people.names import plain_fold

    found = Q(mentions__subject=subject)
    for name in subject.names.all():
        word = max(plain_fold(name.text).split() or [""], key=len)
        if len(word) > 2:
            found |= Q(folded__contains=_stem(word))
    return articles.filter(found).distinct()


def _protected_names() -> dict[Subject, list[Name]]:
    hidden = Name.objects.exclude(subject__exposure=Exposure.NAMED).select_related("subject")
    names = defaultdict(list)
    for name in hidden:
        shown = name.subject.exposure == Exposure.ALIAS and name.kind == Name.Kind.PEN_NAME
        if not (shown and name.visibility == Name.Visibility.PUBLIC):
            names[name.subject].append(name)
    return names


def _tagged_keys(subject_ids) -> set[str]:
    named = Name.objects.filter(subject__in=subject_ids, subject__exposure=Exposure.NAMED)
    return set(named.values_list("folded", flat=True))


def _mask(subject, names, language) -> Mask:
    texts = [name.text for name in names]
    texts += [name.text.split()[-1] for name in names if subject.kind == "person" and len(name.text.split()) > 1]
    slugs = {make_slug(text, language) for text in texts for language in {"", *(name.language for name in names)} if fold(text)}
    return Mask(_pattern(texts), subject.label_in(language), frozenset(slug for slug in slugs if len(slug) > 4))


def _pattern(texts) -> re.Pattern:
    """Any of the names, longest first, as whole words in any case of letters, with a case ending on each word."""
    alternatives = [
        r"\s+".join(_word(word) for word in text.split()) for text in sorted(set(texts), key=len, reverse=True)
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _word(word: str) -> str:
    return re.escape(_stem(word)) + ENDING if len(word) > 3 else re.escape(word)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word[-1].casefold() in SOFT_ENDS else word
