"""Places that every language calls by a name of its own: which place a recorded name or a word of a text stands for.

Countries and the cities of time zones come from the CLDR through Babel, in every language it has. The table below adds
what the CLDR lacks and no rule derives: regions and cities of Central Asia and its neighbours. Sources: general
knowledge of the official names of the states concerned and of the former names that the press still prints.
"""

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from people.names.folding import PRINTED, plain_fold, sounds

# The languages by which a recorded name without a language is known.
LOCALES = "en ru kk ky uz uz_Cyrl kaa tg tk az uk be ka hy fa ug tr de fr pl es".split()
# Zones of these parts of the world bear a city's name in English as the last part of their id.
CITY_ZONES = ("Asia/", "Europe/", "Africa/")
# Names of countries beside the one that the CLDR gives.
OTHER_COUNTRY_NAMES = """
AZ Azerbaycan
BY Belorussia, Byelorussia, Белоруссия, Biełaruś
CD Congo
CN PRC, КНР, Қытай Халық Республикасы
CZ Czech Republic, Чешская Республика
DE ФРГ
GB Britain, Great Britain, U.K., Британия, Великобритания, Англия
GE Gruziya, Грузия, Gürcistan
IR Islamic Republic of Iran, Исламская Республика Иран
KG Kirghizia, Kirgizia, Kyrgyz Republic, Киргизия, Киргизстан, Кыргызская Республика, Qirgʻiziston, Gyrgyzystan
KZ Kazakstan, Qazaqstan, Казахия
KP North Korea
KR South Korea
MD Moldavia, Молдавия
RU Russian Federation, Российская Федерация, РФ, Орусия, Rusiya
SA Саудовская Аравия
TJ Tadzhikistan, Tojikiston, Тоҷикистон
TM Turkmenia, Туркмения, Türkmenistan, Turkmanistan
TR Turkey, Türkiye, Турция, Turkiya
US United States of America, U.S., USA, United States, США, Соединенные Штаты, Соединённые Штаты, АҚШ, AQSh, АКШ
UZ Uzbekiston, Ozbekistan
"""
# Regions and cities: forms in English, Russian and the languages of the place, old names included.
REGIONS = """
Karakalpakstan, Каракалпакстан, Каракалпакия, Қарақалпақстан, Qaraqalpaqstan, Qoraqalpogʻiston, Қорақалпоғистон
Gorno-Badakhshan, GBAO, Горный Бадахшан, ГБАО, Кӯҳистони Бадахшон, Kuhistoni Badakhshon, Badakhshan
Xinjiang, Sinkiang, Синьцзян, СУАР, XUAR, Шыңжаң, Shinjang, Шинжаң, شىنجاڭ, East Turkestan, Восточный Туркестан
Crimea, Крым, Krym, Крим, Qırım, Kırım
Chechnya, Чечня, Chechen Republic, Чеченская Республика, Чечен Республика
Dagestan, Дагестан, Daghestan
Ingushetia, Ингушетия, Ingushetiya
Tatarstan, Татарстан
Bashkortostan, Башкортостан, Башкирия, Bashkiria
Abkhazia, Абхазия, აფხაზეთი, Apkhazeti
South Ossetia, Южная Осетия, სამხრეთ ოსეთი, Tskhinvali Region
Adjara, Аджария, აჭარა, Achara, Ajara
Nagorno-Karabakh, Нагорный Карабах, Artsakh, Арцах, Dağlıq Qarabağ, Լեռնային Ղարաբաղ
Nakhchivan, Нахичевань, Naxçıvan, Nakhichevan
Donbas, Донбасс, Донбас, Donbass
Kurdistan, Курдистан, Kürdistan
Tibet, Тибет
Central Asia, Центральная Азия, Средняя Азия, Орталық Азия, Борбор Азия, Markaziy Osiyo, Орта Азия, Осиёи Марказӣ
Europe, Европа, Еуропа, Yevropa, Європа, Еўропа, Аврупо, Avropa
European Union, Европейский Союз, Евросоюз, Еуропалық Одақ, Європейський Союз
Manghystau, Mangystau, Mangistau, Мангистау, Мангыстау, Маңғыстау, Mañğystau, Mangyshlak, Мангышлак
Fergana, Фергана, Fargʻona, Farghona, Фарғона, Ferghana
Khorezm, Хорезм, Xorazm, Хоразм, Khwarezm
Surkhandarya, Сурхандарья, Surxondaryo, Сурхондарё
Kashkadarya, Кашкадарья, Qashqadaryo, Қашқадарё
Issyk-Kul, Ysyk-Köl, Иссык-Куль, Ысык-Көл, Issyk-Köl
Semirechye, Zhetysu, Jetisu, Жетысу, Жетісу, Семиречье
Tashkent, Ташкент, Toshkent, Тошкент, Täshkent
Almaty, Алматы, Alma-Ata, Алма-Ата, Olmaota
Astana, Астана, Nur-Sultan, Нур-Султан, Нұр-Сұлтан, Aqmola, Akmola, Tselinograd, Целиноград, Ostona, Остона
Bishkek, Бишкек, Pishpek, Frunze, Фрунзе, Бішкек
Dushanbe, Душанбе, Stalinabad, Сталинабад, Duşenbe, Dushanba
Ashgabat, Ашхабад, Ашгабат, Aşgabat, Ashkhabad, Ashxobod
Nukus, Нукус, Nókis, Nökis, Нөкис, Нүкіс
Samarkand, Самарканд, Samarqand, Самарқанд
Bukhara, Бухара, Buxoro, Бухоро, Bokhara
Khiva, Хива, Xiva
Termez, Термез, Termiz, Термиз, Tirmiz
Andijan, Андижан, Andijon, Андижон, Andizhan
Namangan, Наманган
Kokand, Коканд, Qoʻqon, Қўқон
Urgench, Ургенч, Urganch, Урганч
Navoi, Навои, Navoiy, Навоий
Jizzakh, Джизак, Jizzax, Жиззах
Khojaly, Khojeyli, Ходжейли, Xoʻjayli, Хожели, Xojeli
Muynak, Moynaq, Муйнак, Мойнак, Moʻynoq, Мўйноқ, Moynak
Khujand, Худжанд, Хуҷанд, Khodjent, Leninabad, Ленинабад, Xujand
Khorog, Хорог, Khorugh, Хоруғ, Xorugh
Kulob, Куляб, Kulyab, Кӯлоб
Osh, Ош, Oʻsh, Ўш
Jalal-Abad, Джалал-Абад, Жалал-Абад, Jalalabad, Jalolobod
Karakol, Каракол, Przhevalsk, Пржевальск
Batken, Баткен
Naryn, Нарын
Shymkent, Шымкент, Чимкент, Chimkent, Çimkent
Taraz, Тараз, Dzhambul, Джамбул, Жамбыл, Aulie-Ata
Turkistan, Туркестан, Түркістан
Kyzylorda, Qyzylorda, Кызылорда, Қызылорда, Kzyl-Orda, Кзыл-Орда
Aktobe, Aqtöbe, Актобе, Ақтөбе, Aktyubinsk, Актюбинск
Aktau, Актау, Ақтау, Aqtau, Shevchenko
Atyrau, Атырау, Guryev, Гурьев
Oral, Uralsk, Орал, Уральск
Kostanay, Qostanai, Костанай, Қостанай, Kustanay, Кустанай
Petropavl, Петропавловск, Петропавл, Petropavlovsk, Қызылжар
Pavlodar, Павлодар
Semey, Семей, Semipalatinsk, Семипалатинск
Oskemen, Öskemen, Өскемен, Ust-Kamenogorsk, Усть-Каменогорск
Karaganda, Qaraghandy, Караганда, Қарағанды, Karagandy
Taldykorgan, Талдыкорган, Талдықорған, Taldyqorghan
Zhanaozen, Жанаозен, Жаңаөзен, Janaozen, Zhangaözen
Turkmenabat, Türkmenabat, Туркменабат, Туркменабад, Chardzhou, Чарджоу, Çärjew
Turkmenbashi, Türkmenbaşy, Туркменбаши, Krasnovodsk, Красноводск
Balkanabat, Балканабат, Nebit-Dag, Небит-Даг
Baku, Баку, Bakı, ბაქო, Бакы, Боку
Ganja, Gəncə, Гянджа, Gyandzha, Gence
Tbilisi, Тбилиси, თბილისი, Tiflis, Тифлис, Тбілісі
Batumi, Батуми, ბათუმი, Batum
Kutaisi, Кутаиси, ქუთაისი
Sukhumi, Сухуми, Сухум, სოხუმი, Sokhumi
Yerevan, Ереван, Երևան, Erevan, Erivan
Gyumri, Гюмри, Գյումրի
Kyiv, Киев, Київ, Kiev, Кіеў, Kijów
Kharkiv, Харьков, Харків, Kharkov
Odesa, Одесса, Одеса, Odessa
Lviv, Львов, Львів, Lvov, Lwów, Lemberg
Dnipro, Днепр, Дніпро, Dnepr, Dnepropetrovsk, Днепропетровск
Zaporizhzhia, Запорожье, Запоріжжя, Zaporozhye
Mykolaiv, Николаев, Миколаїв, Nikolaev
Kherson, Херсон
Donetsk, Донецк, Донецьк
Luhansk, Луганск, Луганськ, Lugansk
Mariupol, Мариуполь, Маріуполь
Berdiansk, Berdyansk, Бердянск, Бердянськ
Simferopol, Симферополь, Сімферополь, Aqmescit
Sevastopol, Севастополь, Aqyar
Minsk, Минск, Мінск, Менск
Homyel, Гомель, Gomel, Homel, Homiel
Hrodna, Гродно, Гродна, Grodno
Mahilyow, Могилев, Могилёв, Магілёў, Mogilev, Mahilioŭ
Vitebsk, Витебск, Віцебск, Vitsebsk, Viciebsk
Brest, Брест, Brest-Litovsk, Брэст
Moscow, Москва, Мәскеу, Moskva, Маскав, Moskwa
Saint Petersburg, St. Petersburg, Санкт-Петербург, Петербург, Leningrad, Ленинград
Kazan, Казань, Қазан, Qazan
Grozny, Грозный
Istanbul, Стамбул, İstanbul, Ыстамбұл
Ankara, Анкара
Diyarbakır, Диярбакыр, Amed, Diyarbakir
Tehran, Тегеран, Tehron, تهران, Тәһран
Kabul, Кабул, Qobul
Urumqi, Урумчи, Үрімжі, Ürümchi, ئۈرۈمچى
Beijing, Пекин, Бейжің, Pekin, Peking
Warsaw, Варшава, Warszawa
Vilnius, Вильнюс, Вільнюс, Вільня
Riga, Рига
Berlin, Берлин
Brussels, Брюссель
Geneva, Женева
Vienna, Вена, Відень, Wien
Prague, Прага, Praha
Paris, Париж
London, Лондон
Strasbourg, Страсбург
Washington, Вашингтон
New York, Нью-Йорк
"""


def ids_of_name(text: str, language: str = "", country_code: str = "") -> set[str]:
    """The places of the tables that a recorded name stands for; a stored country code says it outright."""
    if country_code:
        return {country_code}
    plain = plain_fold(text)
    return {found for code in dict.fromkeys([language, *LOCALES]) if (found := _plain_names(code).get(plain))}


def id_of_words(spelled: str, language: str) -> str:
    """The place that words of a text in this language name, given as the letters of their sounds, or ""."""
    return _spelled_names(language).get(spelled, "")


def _names(code: str) -> dict[str, str]:
    """Every name of the tables in one language, with the id of its place; countries over cities over regions."""
    found = {form: forms[0] for forms in _table(REGIONS) for form in forms}
    for row in OTHER_COUNTRY_NAMES.strip().splitlines():
        found |= dict.fromkeys(row[3:].split(", "), row[:2])
    locale = _locale(code)
    if locale is None:
        return found
    for zone, names in locale.time_zones.items():
        city = names.get("city") if zone.startswith(CITY_ZONES) else None
        english = zone.rpartition("/")[2].replace("_", " ")
        if city:
            found.setdefault(city, found.get(english, english))
    countries = {name: territory for territory, name in locale.territories.items() if len(territory) == 2}
    return found | countries


def _table(rows: str) -> list[list[str]]:
    return [row.split(", ") for row in rows.strip().splitlines()]


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_")) if code else None
    except (ValueError, UnknownLocaleError):
        return None


@lru_cache(maxsize=32)
def _plain_names(code: str) -> dict[str, str]:
    return {plain_fold(name): place for name, place in _names(code).items()}


@lru_cache(maxsize=32)
def _spelled_names(code: str) -> dict[str, str]:
    found = {sounds(name, code).translate(PRINTED): place for name, place in _names(code).items()}
    found.pop("", None)
    return found
