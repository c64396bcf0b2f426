"""State bodies and international organisations that every language calls by a name, and an abbreviation, of its own.

A body of a state is the same only with its country: "Bosh prokuratura" in an Uzbek text is the Prosecutor General's Office
of Uzbekistan, and no other state's. Source: general knowledge of the bodies' official names and of press usage.
"""

from functools import lru_cache

from people.names.folding import PRINTED, fold
from people.names.inflection import bases, main_code
from people.names.languages import guess_language
from people.names.places import id_of_words
from people.names.titles import meaning_of, title_words

# One body a line, the forms apart by commas, the English ones first; the first is the body's key.
OF_A_STATE = """
Supreme Court, Верховный суд, Верховний Суд, Вярхоўны суд, Жоғарғы сот, Жогорку сот, Oliy sud, Олий суд, Суди олӣ, Ali Məhkəmə
Constitutional Court, Конституционный суд, Конституційний Суд, Конституциялық сот, Конституциялык сот, Konstitutsiyaviy sud
Prosecutor General's Office, General Prosecutor's Office, Генеральная прокуратура, Генпрокуратура, Генеральна прокуратура, \
Бас прокуратура, Башкы прокуратура, Bosh prokuratura, Бош прокуратура, Baş Prokurorluq, Прокуратураи генералӣ
Ministry of Internal Affairs, Interior Ministry, Министерство внутренних дел, МВД, Міністерство внутрішніх справ, МВС, \
Ішкі істер министрлігі, ІІМ, Ички иштер министрлиги, ИИМ, Ichki ishlar vazirligi, IIV, Ички ишлар вазирлиги, ИИВ, \
Вазорати корҳои дохилӣ, Daxili İşlər Nazirliyi, Içeri işler ministrligi
Ministry of Foreign Affairs, Foreign Ministry, Министерство иностранных дел, МИД, Міністерство закордонних справ, МЗС, \
Сыртқы істер министрлігі, СІМ, Тышкы иштер министрлиги, ТИМ, Tashqi ishlar vazirligi, TIV, Ташқи ишлар вазирлиги, ТИВ, \
Вазорати корҳои хориҷӣ, Xarici İşlər Nazirliyi, Daşary işler ministrligi
Ministry of Justice, Министерство юстиции, Минюст, Міністерство юстиції, Мін'юст, Әділет министрлігі, Юстиция министрлиги, \
Adliya vazirligi, Адлия вазирлиги, Вазорати адлия, Ədliyyə Nazirliyi
Ministry of Defence, Министерство обороны, Минобороны, Міністерство оборони, Міноборони, Қорғаныс министрлігі, \
Коргоо министрлиги, Mudofaa vazirligi, Мудофаа вазирлиги, Вазорати мудофиа, Müdafiə Nazirliyi
Ministry of Health, Health Ministry, Министерство здравоохранения, Минздрав, Міністерство охорони здоров'я, МОЗ, \
Денсаулық сақтау министрлігі, Саламаттык сактоо министрлиги, Sogʻliqni saqlash vazirligi, Səhiyyə Nazirliyi
Ministry of Education, Министерство образования, Минобразования, Білім министрлігі, Билим берүү министрлиги
Central Election Commission, Центральная избирательная комиссия, ЦИК, Центризбирком, Центральна виборча комісія, ЦВК, \
Орталық сайлау комиссиясы, ОСК, Борбордук шайлоо комиссиясы, БШК, Markaziy saylov komissiyasi, MSK
"""
# Bodies of one state alone, with its code.
OF_ONE_STATE = """
KZ: National Security Committee, KNB, КНБ, ҰҚК, Комитет национальной безопасности, Ұлттық қауіпсіздік комитеті, UQK
KG: State Committee for National Security, GKNB, UKMK, ГКНБ, УКМК, Государственный комитет национальной безопасности, \
Улуттук коопсуздук мамлекеттик комитети
TJ: State Committee for National Security, GKNB, ГКНБ, КДАМ, Государственный комитет национальной безопасности
UZ: State Security Service, SGB, SNB, DXX, СГБ, СНБ, ДХХ, National Security Service, Служба государственной безопасности, \
Davlat xavfsizlik xizmati, Давлат хавфсизлик хизмати
TM: Ministry of National Security, MNB, МНБ, Министерство национальной безопасности, Milli howpsuzlyk ministrligi
RU: Federal Security Service, FSB, ФСБ, Федеральная служба безопасности
BY: State Security Committee, KGB, КГБ, КДБ, Комитет государственной безопасности, Камітэт дзяржаўнай бяспекі
UA: Security Service of Ukraine, SBU, СБУ, Служба безопасности Украины, Служба безпеки України
AZ: State Security Service, DTX, ДТХ, СГБ, Dövlət Təhlükəsizliyi Xidməti, Служба государственной безопасности
"""
INTERNATIONAL = """
United Nations, UN, ООН, БҰҰ, БУУ, BMT, БМТ, СММ, BMG, ААН, Организация Объединённых Наций, Біріккен Ұлттар Ұйымы
OSCE, Organization for Security and Co-operation in Europe, ОБСЕ, ОБСЄ, АБСЕ, ЕҚЫҰ, ЕККУ, YeXHT, ЕХҲТ, САҲА, ATƏT
OSCE Office for Democratic Institutions and Human Rights, ODIHR, БДИПЧ, БДІПЛ
European Court of Human Rights, ECHR, ECtHR, ЕСПЧ, ЄСПЛ, Европейский суд по правам человека, Європейський суд з прав людини
Council of Europe, Совет Европы, Рада Європи, Еуропа Кеңесі, Avropa Şurası
European Parliament, Европарламент, Европейский парламент, Європарламент, Еуропарламент
Amnesty International, Международная амнистия, Міжнародна амністія
Human Rights Watch, HRW, Хьюман Райтс Вотч
Committee to Protect Journalists, CPJ, Комитет защиты журналистов, Комитет по защите журналистов
Reporters Without Borders, RSF, Репортёры без границ, Репортеры без границ, Репортери без кордонів
Freedom House, Фридом Хаус
RFE/RL, Radio Free Europe/Radio Liberty, Радио Свобода, Радіо Свобода, Радыё Свабода, Азаттық, Азаттык, Ozodlik, Озодлик, \
Озодӣ
NATO, НАТО
Commonwealth of Independent States, CIS, СНГ, ТМД, КМШ, MDH, МДҲ, СНД
Collective Security Treaty Organization, CSTO, ОДКБ, ҰҚШҰ, ЖККУ, KXSHT
Shanghai Cooperation Organisation, SCO, ШОС, ШЫҰ, ШКУ, ShHT, ШҲТ
Eurasian Economic Union, EAEU, ЕАЭС, ЕАЭО, ЕЭОА
World Health Organization, WHO, ВОЗ, ДДҰ, ВООЗ, JSST
World Bank, Всемирный банк, Світовий банк, Дүниежүзілік банк, Jahon banki
Interpol, Интерпол
"""
# In a text in one of these languages a body without a country is that state's own.
STATE_OF = dict(row.split(":") for row in "kk:KZ ky:KG uz:UZ tg:TJ tk:TM az:AZ be:BY uk:UA ka:GE hy:AM".split())


def forms() -> list[tuple[str, str, str]]:
    """Every form with the key of its body and the state: "" for an international body, "*" where the text must say it."""
    rows = [("*", row) for row in OF_A_STATE.strip().splitlines()]
    rows += [("", row) for row in INTERNATIONAL.strip().splitlines()]
    rows += [(row[:2], row[4:]) for row in OF_ONE_STATE.strip().splitlines()]
    return [(form, row.split(", ")[0], state) for state, row in rows for form in row.split(", ")]


def ids_of_body(text: str, language: str = "") -> set[str]:
    """The bodies that a recorded name stands for, each with its state where it has one."""
    language = language or guess_language(text)
    states = {word: state for word in text.split() if (state := state_of(word, language))}
    body = " ".join(word for word in text.split() if word not in states)
    said = next(iter(states.values()), "")
    rows = _bodies().get(frozenset(title_words(body)), set()) | _bodies().get(frozenset(title_words(text)), set())
    return {
        body_id(key, said if state == "*" else state) for key, state in rows if state in ("*", "", said) or not said
    }


def state_of(word: str, language: str) -> str:
    """The code of the state that a word names in some case or as an adjective: Узбекистана, Uzbek."""
    meant = [meaning_of(fold(word, language))] + [base.sounds.translate(PRINTED) for base in bases(word, language)]
    found = (id_of_words(spelled, code) for spelled in meant for code in (language, "en"))
    return next((place for place in found if len(place) == 2), "")


def body_id(key: str, state: str) -> str:
    return fold(key) + (f":{state}" if state else "")


def states_meant(state: str, said: str, language: str) -> list[str]:
    """Which state's body a form of the table is where the text says a country or says none, the likeliest first."""
    if state != "*":
        return [state] if said in ("", state) else []
    return [said] if said else list(dict.fromkeys((STATE_OF.get(main_code(language), ""), "")))


@lru_cache(maxsize=1)
def _bodies() -> dict[frozenset[str], set[tuple[str, str]]]:
    found: dict[frozenset[str], set[tuple[str, str]]] = {}
    for form, key, state in forms():
        found.setdefault(frozenset(title_words(form)), set()).add((key, state))
    return found
