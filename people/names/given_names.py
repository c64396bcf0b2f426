"""Given names that are one name in several languages, and the short forms in use.

Source: general knowledge of the calendars and registers of the countries concerned; a row holds the forms of one name in
English-language press, Russian, Ukrainian and Belarusian, then Turkic, Persian, Georgian and Armenian. Spellings that
folding already brings together (Sergei, Sergey) stand here once. Names of one origin that nobody exchanges today
(Ivan and John, Yuri and George) are different names.
"""

from people.names.folding import PRINTED, sounds
from people.names.known_names import FOLDED as KNOWN_NAMES

EQUAL = """
Alexander Aleksandr Oleksandr Aliaksandr Alyaksandr Aleksandre
Alexandra Aleksandra Oleksandra Aliaksandra
Alexei Aleksei Alexey Oleksiy Oleksii Aliaksei Alyaksey
Anastasia Nastassia Anastasiia
Anatoly Anatoliy Anatol
Andrei Andriy Andrii Andrej Andrew
Anna Hanna Ganna
Arseny Arseniy Arsentiy
Artyom Artem Artsiom Artsyom
Bogdan Bohdan Bahdan
Boris Borys Barys
Daria Darya Darja
Denis Denys Dzianis
Dmitry Dmytro Dzmitry Dmitri Dimitri
Ekaterina Yekaterina Kateryna Katsiaryna Catherine Ekaterine
Elena Yelena Olena Alena Helena
Elizaveta Yelizaveta Lizaveta Yelyzaveta Elizabeth
Eugene Yevgeny Evgeny Yevhen Yauhen Yaugen Jauhien
Eugenia Yevgenia Evgenia Yevheniia Yevhenia Yauheniya
Fyodor Fedor Fedir Fiodar
Galina Halyna Halina
Gennady Gennadiy Hennadiy Henadz
George Georgy Georgi Giorgi Heorhiy Gheorghe Heorhi
Gleb Hlib Hleb
Grigory Gregory Hryhoriy Ryhor Grigor Grigol
Igor Ihor Ihar
Ilya Illia Ilia
Irina Iryna Irena
Joseph Iosif Yosyp Iosef Yazep
Julia Yulia Yuliia Iuliia Julija Yuliya
Konstantin Kostiantyn Kanstantsin Konstantine
Ksenia Kseniia Xenia Kseniya
Larisa Larysa
Leonid Leanid
Lubov Lyubov Liubov Liubou
Lyudmila Ludmila Liudmyla Liudmila
Margarita Marharyta
Maria Mariia Maryia Maryya Mary Marija
Marina Maryna
Maxim Maksim Maksym
Michael Mikhail Mykhailo Mikheil Mikhas Mikael
Nadezhda Nadiia Nadiya Nadzeya
Natalia Nataliya Natalya Nataliia Natallia Natalla Natalie
Nicholas Nikolai Mykola Mikalai Nikoloz Nikola
Nikita Mykyta Mikita
Oksana Aksana
Oleg Oleh Aleh
Olga Olha Volha
Pavel Pavlo Paul Paval
Peter Pyotr Petr Petro Piotr Petre
Philip Filipp Pylyp Filip
Polina Palina
Roman Raman
Sergei Serhiy Serhii Siarhei Syarhey Sergo
Sofia Sophia Sofiya Sofiia
Stanislav Stanislau
Stepan Stsiapan Stefan Stepane
Svetlana Svitlana Sviatlana Svyatlana
Svyatoslav Sviatoslav Sviataslau
Tatiana Tetiana Tatsiana Tatyana
Timofey Tymofiy Tsimafei
Vadim Vadym Vadzim
Valentin Valentyn Valiantsin
Valentina Valentyna Valiantsina
Valery Valeriy Valeri Valer
Varvara Barbara
Vasily Vasyl Vasil
Vera Vira
Veronika Veranika Veronica
Victoria Viktoria Viktoriia Viktoryia
Viktor Victor Viktar
Vitaly Vitaliy Vital
Vladimir Volodymyr Uladzimir Wladimir
Vladislav Vladyslav Uladzislau
Vyacheslav Viacheslav Viachaslau Vyachaslau
Yaroslav Jaroslav Yaraslau
Yegor Egor Yehor Yahor
Yuri Yury Yuriy Yurii Iurii Juri
Zachary Zakhar
Abdullah Abdulla Abdollah Abdullo
Ahmad Akhmad Ahmed Akhmed Ahmet Akhmet
Ali Aliy Aly
Amina Aminat Emine Emina
Anvar Anwar Enver Anver
Aisha Aysha Oysha Ayshe
Asad Esad
Bakhtiyar Bakhtiyor Bakhtiar Bahtiyar
Davlat Daulet Davlet Devlet Dovlet
Davud Dawud Daud Dovud Davut Daut
David Davit Davyd
Fatima Fotima Fatma Fatema
Habib Khabib
Hakob Akop Hagop
Hamid Khamid Hamit Khamit Gamid
Hasan Khasan Gasan
Hovhannes Ovanes Oganes Hovanes
Hussein Husein Khusein Guseyn Huseyn Husayn Hossein Hosein Khusain Husain
Ibrahim Ibragim Ibrohim Ebrahim Ybraim Ibraim
Ilham Ilkham Ilhom Elham
Ilyas Ilias Ilyos Elias
Iskander Iskandar Askandar
Ismail Ismayil Ismoil Esmail Smail
Jalal Dzhalal Jalol Celal Zhalal
Jamal Dzhamal Jamol Cemal Zhamal
Jamila Dzhamila Cemile Zhamilya Jamilya
Jamshid Jamshed Dzhamshed Camsid
Khadija Khadicha Hatice Khadizha Hadija
Khalid Halid Holid
Khalil Halil Kalil
Karim Kerim Kareem
Leila Leyla Layla Laylo Leyli
Mahmud Makhmud Mahmood Mahmut Makhmut
Malik Melik Molik
Mansur Mansour Mensur
Mehmet Mehmed Mekhmet
Maryam Mariam Meryem Miriam Mariyam
Muhammad Mohammad Mohammed Muhammed Mukhammad Mukhamed Magomed Mahomed Muhammet Mahammad Muhamed
Murad Murat Murod Myrat Morad
Mustafa Mostafa Mustafo Mustapha
Nasreddin Nasruddin Nosiriddin Nasriddin
Omar Umar Omer Gumar
Osman Usman Usmon Othman Ospan
Rahim Rakhim Rohim Raim
Rahman Rakhman Rahmon Rehman
Rashid Reshid Rashit Rasheed
Reza Riza Rizo Rza
Rustam Rustem Rostam
Rosa Roza
Sabir Sobir Saber
Said Sayid Sayed Seyid Seyit Saeed Saeid
Sargis Sarkis
Sarah Sara Soro
Shahnoza Shakhnoza Shahnaz
Shavkat Shevket Shavket
Shukhrat Shuhrat Shohrat
Suleiman Sulaiman Sulayman Suleyman Sulaymon Suleman
Taher Tahir Tohir Tagir Takhir
Tamar Tamara
Temur Timur Temir Teymur Taimur
Yaqub Yakub Yakup Yoqub
Yunus Younes Yunis
Yusuf Yusup Usuf Yousef Iusup Zhusup Jusup Yusif
Zaid Zayd Zeid
Zainab Zeynab Zeynep Zeinab Zaynab
Zakaria Zakariya Zekeriya Zikriya
Zulfiya Zulfia Zulfiyya
"""

# Names in use that differ by little: whoever bears one is not the bearer of another, nor of a name in the rows above.
APART = """
Adil, Adel, Aida, Aidar, Aigul Oygul, Ainur, Ainura, Akmal, Akbar, Akhmat, Alim, Alima, Alina, Aliya, Almaz, Alia, Amir,
Anora, Arina, Arman, Armen, Arsen, Arslan, Arstan, Asan, Asel, Asem, Asiya, Aslan, Askar, Askhat, Asad, Aset, Azad Azat Ozod,
Azam, Azamat, Azim, Aziz, Aziza, Bakhrom, Bakhtiyor, Bakyt, Bekzat Bekzod, Behzod Behzad, Bolat Bulat, Polat Pulat Pulot,
Damir, Samir, Damira, Samira, Dana, Diana, Dina, Dilnara, Dinara, Dilnoza, Gulnoza, Dilfuza, Elina, Eldar, Elmar, Emil,
Emin, Amin, Erkin, Erlan, Ermek, Farid, Farida, Farhod Farhad, Farrukh, Gulmira, Gulnara Gulnora, Inna, Islam Islom, Jasur,
Kamil, Kamila, Jamila, Karina, Zarina, Karlygash, Lola, Lala, Madina, Malika, Marat, Munira, Nadir Nodir, Nadira Nodira,
Nasim, Nazim, Nigora, Nina, Nino, Nurali, Nurlan, Nursultan, Olim, Rakhat, Ravshan Rovshan, Rinat, Renat, Rauf, Saida, Sabit,
Salim, Salima, Samat, Samad, Sanjar, Sardor, Sevara, Sherali, Sherzod, Tahmina, Talgat, Tariel, Timur, Ulan, Ulugbek, Umida,
Zafar, Zahid, Zamir, Zamira, Zarema, Zhanar, Zhanara, Zhanat, Zhanna, Zukhra
"""

SHORT = {
    "Alexander": "Sasha Alex Sanya Shura Ales",
    "Alexandra": "Sasha Alexa Shura",
    "Alexei": "Alyosha Lyosha Lesha",
    "Anastasia": "Nastya Asya Stasya",
    "Anatoly": "Tolya",
    "Anna": "Anya Nyura",
    "Arseny": "Senya",
    "Boris": "Borya",
    "Daria": "Dasha",
    "Dmitry": "Dima Mitya Dzima",
    "Ekaterina": "Katya Kate Katia",
    "Elena": "Lena Alyona Lyena",
    "Elizaveta": "Liza Lisa",
    "Eugene": "Zhenya Gene",
    "Eugenia": "Zhenya",
    "Fyodor": "Fedya",
    "Galina": "Galya",
    "Gennady": "Gena",
    "George": "Gogi Gia Zhora Gosha Gio",
    "Grigory": "Grisha",
    "Irina": "Ira",
    "Ivan": "Vanya",
    "Konstantin": "Kostya Kostia",
    "Leonid": "Lyonya",
    "Lyudmila": "Lyuda Mila Luda",
    "Margarita": "Rita",
    "Maria": "Masha Manya",
    "Maxim": "Max Maks",
    "Michael": "Misha Mike Mikhas",
    "Nadezhda": "Nadya",
    "Natalia": "Natasha Nata",
    "Nicholas": "Kolya Nick",
    "Olga": "Olya",
    "Oksana": "Ksyusha",
    "Pavel": "Pasha Pavlik",
    "Peter": "Petya",
    "Roman": "Roma",
    "Sergei": "Seryozha Serzh",
    "Sofia": "Sonya",
    "Svetlana": "Sveta",
    "Svyatoslav": "Slava",
    "Tatiana": "Tanya Tania",
    "Timofey": "Tima",
    "Valentina": "Valya",
    "Valery": "Valera",
    "Vasily": "Vasya",
    "Vera": "Verochka",
    "Victoria": "Vika",
    "Viktor": "Vitya",
    "Vitaly": "Vitalik",
    "Vladimir": "Vlad Volodya Vova",
    "Vladislav": "Vlad Slava Vladik",
    "Vyacheslav": "Slava",
    "Yaroslav": "Slava Yarik",
    "Yuri": "Yura",
    "Khadija": "Khadi",
    "Muhammad": "Mukhamed Maga",
}

# Second halves of compound Turkic and Persian given names, which everyday speech leaves off: Dauletmurat, Daulet.
SECOND_HALVES = """
ali bai bek berdi beg gali gazy geldi gul jan zhan jon kali khan khon mirza murat murod mukhammed nazar niyaz nur qul kul
sultan ulla ullo uddin iddin tai bakyt aziz mamat zat
"""


def _rows(rows: list[str]) -> dict[str, int]:
    """Each form as sounds, with the number of its row."""
    return {sounds(form): number for number, row in reversed([*enumerate(rows)]) for form in row.split()}


GROUP_OF = _rows(EQUAL.strip().splitlines() + APART.split(","))
FIRST_OF = {number: form for form, number in reversed(GROUP_OF.items())}
SHORT_FOR: dict[str, set[str]] = {}
for _full, _forms in SHORT.items():
    for _form in _forms.split():
        SHORT_FOR.setdefault(sounds(_form), set()).add(sounds(_full))
ENDS = tuple(sounds(half) for half in SECOND_HALVES.split())
# Those of them that no other word ends in.
CLEAR_ENDS = tuple(
    map(sounds, ("bek", "bai", "zhan", "jan", "murat", "murod", "berdi", "geldi", "gazy", "niyaz", "khan", "gul"))
)
SHORTEST_COMPOUND = 6


def are_equal(one: str, other: str) -> bool:
    """Whether both forms, as sounds, are one given name in two languages."""
    return one == other or (one in GROUP_OF and GROUP_OF[one] == GROUP_OF.get(other))


def are_known_apart(one: str, other: str) -> bool:
    """Whether both forms stand in the tables, as two names."""
    return one in GROUP_OF and other in GROUP_OF and GROUP_OF[one] != GROUP_OF[other]


def is_short_form(one: str, other: str) -> bool:
    """Whether one of the two is a short form of the other: Vlad of Vladimir, Daulet of Dauletmurat."""
    return _is_short_for(one, other) or _is_short_for(other, one)


def _is_short_for(short: str, full: str) -> bool:
    if any(are_equal(full, name) for name in SHORT_FOR.get(short, ())):
        return True
    return len(short) >= 4 and full.startswith(short) and full[len(short) :] in ENDS


def is_known(heard: str) -> bool:
    """Whether the tables have other forms of the name to weigh."""
    return heard in GROUP_OF


def may_be_given(heard: str) -> bool:
    """Whether the word is a given name in use, or made as Turkic and Persian ones are."""
    if heard in GROUP_OF or heard in SHORT_FOR or heard.translate(PRINTED) in KNOWN_NAMES:
        return True
    return len(heard) >= SHORTEST_COMPOUND and heard.endswith(CLEAR_ENDS)


def representative(heard: str) -> str:
    """The form that stands for all of its row, so that Olena and Elena share a key; other names stand for themselves."""
    return FIRST_OF.get(GROUP_OF.get(heard, -1), heard)


def variants_of(folded: str) -> set[str]:
    """The forms, folded, that are one given name with a folded word; nothing for other words."""
    number = GROUP_OF.get(sounds(folded))
    return {form.translate(PRINTED) for form, other in GROUP_OF.items() if other == number}
