"""stub"""


def likely_persons(text, language, known_spans):
    return []
