"""What stands in the place of a name that is not told, in each language of a story: most of them have no catalogue.

Wordings as the region's outlets print them beside court reports ("Имя не называется", „Name nicht genannt“).
"""

from people.base.languages import LANGUAGES

NAME_WITHHELD = {
    "ar": "الاسم محجوب",
    "az": "Adı açıqlanmır",
    "be": "Імя не называецца",
    "de": "Name nicht genannt",
    "en": "Name withheld",
    "es": "Nombre reservado",
    "fa": "نام محفوظ است",
    "fr": "Nom non divulgué",
    "hy": "Անունը չի հրապարակվում",
    "ka": "სახელი დაფარულია",
    "kaa": "Atı aytılmaydı",
    "kaa-Cyrl": "Аты айтылмайды",
    "kk": "Аты-жөні жарияланбайды",
    "ky": "Аты-жөнү айтылбайт",
    "pl": "Nazwisko nieujawnione",
    "ru": "Имя не называется",
    "tg": "Ном ошкор намешавад",
    "tk": "Ady aýan edilmeýär",
    "tr": "Adı açıklanmıyor",
    "ug": "ئىسمى ئاشكارىلانمىدى",
    "uk": "Ім’я не розголошується",
    "uz": "Ismi oshkor etilmaydi",
    "uz-Cyrl": "Исми ошкор этилмайди",
}


def name_withheld(language: str) -> str:
    """The label in the language; of one that the table lacks, in Russian for Cyrillic letters and else in English."""
    if language in NAME_WITHHELD:
        return NAME_WITHHELD[language]
    known = LANGUAGES.get(language)
    return NAME_WITHHELD["ru" if known and known.script == "Cyrl" else "en"]
