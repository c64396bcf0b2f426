"""Translation catalogues with Babel alone, since GNU gettext is not on every machine.

messages.py update     take the texts of the sources into every locale/*/LC_MESSAGES/django.po
messages.py compile    make the .mo files that Django reads (not kept in git)
messages.py check      name each text that is new, gone, untranslated or unsure
"""

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

#: Languages of editions whose catalogue holds what readers see, and nothing of the admin.
FOR_READERS = {"kk", "uz"}
ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("newsroom", "articles", "people", "templates")
# Django's names of the gettext functions, with the places of their arguments.
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def catalogue_paths() -> list[Path]:
    return sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))


def texts_of_the_sources() -> Catalog:
    found = Catalog(charset="utf-8")
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts:
                for _, text, comments, context in extract(
                    "python", io.BytesIO(python_of(path)), KEYWORDS, ["Translators:"]
                ):
                    name = path.relative_to(ROOT).as_posix()
                    found.add(text, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def python_of(path: Path) -> bytes:
    """A template becomes lines of gettext calls, as makemessages does it; indents would be read as Python's."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return source.encode()
    from django.utils.translation.template import templatize

    return re.sub(r"(?m)^[ \t]+", "", templatize(source)).encode()


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def is_for_readers(name: str) -> bool:
    """Whether all texts of the file are read on public pages. Other files hold some, such as the kinds of a story."""
    parts = Path(name).parts
    if parts[0] == "templates":
        return parts[1] != "admin"
    return not {"site", "templatetags"}.isdisjoint(parts)


def texts_for(catalogue: Catalog, sources: Catalog) -> Catalog:
    """The texts that the catalogue is to hold; one for readers keeps what it has from files that are not for them alone."""
    if str(catalogue.locale) not in FOR_READERS:
        return sources
    known, found = {key_of(message) for message in catalogue if message.id}, Catalog(charset="utf-8")
    for message in sources:
        if message.id and (key_of(message) in known or any(is_for_readers(name) for name, _ in message.locations)):
            found.add(
                message.id, locations=message.locations, auto_comments=message.auto_comments, context=message.context
            )
    return found


def update_catalogues() -> None:
    sources = texts_of_the_sources()
    for path in catalogue_paths():
        catalogue = read(path)
        catalogue.update(texts_for(catalogue, sources), no_fuzzy_matching=True, update_creation_date=False)
        with path.open("wb") as file:
            write_po(file, catalogue, width=110, ignore_obsolete=True, include_lineno=False, sort_by_file=True)


def compile_catalogues() -> None:
    for path in catalogue_paths():
        target, written = path.with_suffix(".mo"), io.BytesIO()
        write_mo(written, read(path))
        if not target.exists() or target.read_bytes() != written.getvalue():
            target.write_bytes(written.getvalue())


def problems(catalogue: Catalog, sources: Catalog) -> list[str]:
    """Sentences about one catalogue; none when a reader would see no untranslated text."""
    found = []
    known, wanted = {key_of(m): m for m in catalogue if m.id}, {key_of(m): m for m in sources if m.id}
    for key in wanted.keys() - known.keys():
        found.append(f"is not in the catalogue (run make messages): {wanted[key].id!r}")
    for key in known.keys() - wanted.keys():
        found.append(f"is in no source any more (run make messages): {known[key].id!r}")
    for message in (known[key] for key in known.keys() & wanted.keys()):
        translations = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(translations):
            found.append(f"is not translated: {message.id!r}")
        if message.fuzzy:
            found.append(f"is marked as unsure (fuzzy): {message.id!r}")
        found += [f"{error}: {message.id!r}" for error in message.check(catalogue)]
    return sorted(found)


def key_of(message):
    return message.context, message.id[0] if isinstance(message.id, tuple) else message.id


def check_catalogues() -> int:
    sources = texts_of_the_sources()
    catalogues = {path.parts[-3]: read(path) for path in catalogue_paths()}
    found = [
        f"{language}: {text}"
        for language, catalogue in catalogues.items()
        for text in problems(catalogue, texts_for(catalogue, sources))
    ]
    if not catalogues:
        found = ["There is no catalogue: locale/*/LC_MESSAGES/django.po."]
    print("\n".join(found) or f"{len(sources)} texts, all translated in {len(catalogues)} catalogue(s).")
    return 1 if found else 0


COMMANDS = {"update": update_catalogues, "compile": compile_catalogues, "check": check_catalogues}

if __name__ == "__main__":
    from django.conf import settings

    settings.configure(USE_I18N=True)  # templatize asks for the file charset and nothing else
    sys.exit(COMMANDS[sys.argv[1]]())
