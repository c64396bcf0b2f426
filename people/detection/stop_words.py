"""Words that open a sentence or stand before a name, so that their capital makes them no part of it.

Source: the most frequent sentence openings and the titles and trades of news texts in each language, by general knowledge.
"""

import re

from people.names.folding import fold

OPENINGS = {
    "en": """
    A After Again Although An And Another As At Because Before Both But By Earlier Even Every Finally First For Former
    From He Her Here His How However I If In It Its Later Last Like Many Meanwhile Most My Near Neither No Nobody None
    Nor Not Now Of On Once One Only Or Other Our Over Reports She Since So Some Soon Still That The Their Then There
    These They This Those Though Thus Till To Today Together Two Under Until Unlike We What When Where Whether While
    Who Why With Without Yesterday You Your Yet January February March April May June July August September October
    November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """,
    "ru": """
    А Без Бывший В Вместе Во Вот Все Всё Вчера Где Да Для До Его Её Ему Если Ещё За Затем И Из Или Их К Как Когда
    Кроме Кто Ли На Накануне Например Не Нет Ни Но О Об Однако Он Она Они От По Под Позже После Потом Почему При Про
    Ранее С Сам Сегодня Со Также Так Там Теперь То Тогда Только У Уже Через Что Чтобы Эти Это Этот Я По-моему Именно
    Ведь Даже Пока
    """,
    "uk": """
    А Але Без Бо В Вже Від Він Вона Вони Вчора Де Для До Його Її Є Ж З За Зі І Із Й Коли Крім Лише Ми На Не Ні О Об
    Однак Окрім Після Під Пізніше По При Про Раніше Сьогодні Та Так Також Там Тепер Тоді Тому У Це Цей Через Чи Що Щоб
    Я Як Якщо
    """,
    "kk": """
    Ал Алайда Бұл Біз Бірақ Бүгін Енді Ең Кейін Кеше Кім Мен Менің Неге Ол Олар Онда Оның Осы Сол Сонда Сондай Тек
    Үшін Қазір Және Егер Бұған Осылай Оған Оны Содан
    """,
    "ky": "Ал Анда Анын Бирок Бул Бүгүн Буга Кечээ Ким Кийин Мен Ошол Ушул Эми Эгер Ал Алар Азыр Аны Ага",
    "uz": """
    Ammo Biz Bu Bugun Endi Agar Faqat Hozir Kecha Keyin Kim Lekin Men Nega Shu Shunda Ular Uning U Va Ayni Uni Unga
    """,
    "be": "А Але Без Бо Вось Для Да Ён Яна Яны З За І Каб Калі На Не Пасля Пра Раней Сёння У Учора Ужо Хто Што Яго Як",
    "az": "Amma Bu Bugün Dünən İndi O Onlar Onun Sonra Və Əgər Lakin Ancaq Bundan",
    "tk": "Bu Emma Ol Olar Onuň Şol Soň Şeýle Häzir Ýöne Düýn",
    "tg": "Аммо Баъд Дар Имрӯз Ин Вай Онҳо Аз Ва Бо Агар Ки Дирӯз",
}
TITLES = {
    "en": """
    Academic Activist Actor Advocate Ambassador Artist Athlete Attorney Author Banker Blogger Businessman Captain
    Chairman Chairwoman Chancellor Chief Colonel Commissioner Comrade Correspondent Counsel Defendant Deputy Director
    Doctor Dr Editor Editor-in-chief Emir Farmer Father General Governor Historian Imam Investigator Journalist Judge
    Justice King Lawyer Leader Lieutenant Madam Major Mayor Minister Miss Mother Mr Mrs Ms Mufti Nurse Officer Painter
    Poet Policeman Politician Pope President Priest Prime Prince Princess Prisoner Prof Professor Prosecutor Rapper
    Rector Reporter Representative Researcher Scholar Scientist Secretary Senator Sergeant Sheikh Singer Sir Sister
    Brother Speaker Spokesman Spokesperson Spokeswoman Student Sultan Teacher Tsar Veteran Widow Wife Witness Writer
    Photographer Director Defender Printer Filmmaker Admiral Analyst Archbishop Aunt Ayatollah Bishop Boxer Bey Capt
    Cardinal Chair Coach Co-founder Col Commander Composer Consul Cousin Daughter Detainee Detective Dissident
    Economist Envoy Expert Founder Gen Gov Grandfather Grandmother Head Inspector Khan Lady Laureate Lord Lt Marshal
    Mother-in-law Mullah Musician Oligarch Ombudsman Ombudswoman Owner Patriarch Rep Rev Satirist Sen Sgt Son Spouse
    Suspect Treasurer Tycoon Uncle Warlord
    """,
    "ru": """
    Президент Президента Премьер Министр Министра Судья Адвокат Адвоката Адвокату Журналист Журналистка Блогер
    Активист Активистка Правозащитник Правозащитница Прокурор Следователь Генерал Полковник Майор Капитан Директор
    Редактор Депутат Сенатор Посол Писатель Поэт Художник Художница Режиссёр Учитель Учительница Врач Профессор Доктор
    Господин Госпожа Защитник Лидер Глава Спикер Мэр Аким Губернатор Корреспондент Юрист Муж Жена Сын Дочь Брат Сестра
    Мать Отец Вдова Актёр Певец Слова Семья Книга Статья Жалоба Защита Фамилия Судьба Супруга Мама Подруга Коллега
    Дела Имя Арест Боец Бывший Замминистра Имам Муфтий Омбудсмен Председатель Секретарь Сама Сам Эксперт Лейтенант
    Сержант Подполковник
    """,
    "uk": """
    Президент Президента Міністр Суддя Адвокат Адвокатка Журналіст Журналістка Блогер Активіст Активістка
    Правозахисник Правозахисниця Прокурор Слідчий Генерал Полковник Директор Редактор Депутат Посол Письменник Поет
    Художник Друкар Пан Пані Лідер Голова
    """,
    "kk": """
    Президент Министр Адвокат Журналист Белсенді Судья Прокурор Ақын Жазушы Депутат Блогер Редактор Мырза Ханым Әкім
    """,
    "ky": "Президент Министр Адвокат Журналист Активист Сот Прокурор Акын Жазуучу Депутат Блогер Мырза Айым",
    "uz": """
    Prezident Prezidenti Vazir Advokat Jurnalist Faol Sudya Prokuror Shoir Yozuvchi Deputat Bloger Muharrir Janob
    Xonim
    """,
    "az": "Prezident Nazir Vəkil Jurnalist Fəal Hakim Prokuror Bloqer Redaktor Cənab Xanım",
    "ka": "პრეზიდენტი მინისტრი ადვოკატი ჟურნალისტი მოსამართლე",
}
STARTERS = frozenset(
    fold(word, language) for table in (OPENINGS, TITLES) for language, words in table.items() for word in words.split()
)
# The endings of trades, adverbs and adjectives that open a sentence before a name: Filmmaker Sentsov, Recently Sentsov.
TRADES = {
    "en": re.compile(r"(er|or|ist|man|men|ian|ant|ing|ed|ly|tion|ment|ness|ers|ors|ists)$"),
    "ru": re.compile(r"(ист|истка|ник|ница|тель|лог|ец|анин|ант|ент|мен|щик|чик|ый|ий|ой|ая|[оуюеиыэ])$"),
    "uk": re.compile(r"(ист|истка|ник|ниця|тель|лог|ець|анин|ант|ент|мен|щик|чик|ий|[оуюеиіїє])$"),
    "be": re.compile(r"(іст|істка|нік|ніца|тэль|лаг|ец|анін|ант|ент|мэн|шчык|чык|ы|[оуюеіэ])$"),
    "kk": re.compile(r"(шы|ші|гер|кер|ист|лар|лер|дар|дер|тар|тер|ды|ді)$"),
    "ky": re.compile(r"(чы|чи|чу|чү|кер|ист|лар|лер|дар|дер)$"),
    "uz": re.compile(r"(chi|shunos|ist|lar)$"),
}
# What is named after somebody: Nazarbayev University.
THINGS = frozenset(
    fold(word)
    for word in (
        "Academy Airport Act Avenue Award Bridge Center Centre Center Clinic Club College Committee Company Prize Fund "
        "Foundation Group Hall Hospital Institute Library List Museum Party Park Palace School Square Stadium Street Theatre "
        "Tower University Университет Фонд Институт Премия Центр Университеті Universiteti Institut Fondi Jamgʻarmasi Қоры"
    ).split()
)
