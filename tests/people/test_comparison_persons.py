"""What tells two persons of one name apart, and by which rules of a language two spellings meet."""

import pytest

from people.names import compare

A_SECOND_NAME = [
    ("Шухрат Камолович Бобоев", "Шухрат Анварович Бобоев", False),
    ("Шухрат Камолович Бобоев", "Shuhrat Kamol oʻgʻli Boboyev", True),
    ("Гулноз Акмал қизи Бобоева", "Gulnoz Anvar qizi Boboyeva", False),
    ("Анна Ильинична Котова", "Anna Ilyinichna Kotova", True),
    ("Котов Пётр Ильич", "Пётр Ильич Котов", True),
    ("Котов Пётр Ильич", "Пётр Андреевич Котов", False),
    ("Бауыржан Амангелдіұлы Смайылов", "Бауыржан Амангельдинович Смаилов", True),
    ("Bakhyt Kairat Nurov", "Bakhyt Kairatovich Nurov", True),
    ("Bakhyt Kairat Nurov", "Bakhyt Nurov", True),
]
INITIALS = [
    ("Ivan V. Sidorov", "Ivan S. Sidorov", False),
    ("И. В. Сидоров", "И. С. Сидоров", False),
    ("И. Сидоров", "Иван Сергеевич Сидоров", True),
    ("Сидоров И. С.", "Иван Сергеевич Сидоров", True),
    ("Сидоров И. С.", "Иван Петрович Сидоров", False),
    ("Ю. Котов", "Я. Котов", False),
    ("Y. Kotov", "Евгений Котов", True),
    ("Ж. Касымов", "J. Kasymov", True),
    ("И. Котов", "Юрий Котов", False),
]
CHAINS = [
    ("Yousef Tariq al-Masri", "Yousef Karim al-Masri", False),
    ("Amina ben Saleh Trabelsi", "Amina ben Farhat Trabelsi", False),
    ("Yousef Tariq al-Masri", "Yusuf Tarik al Masri", True),
    ("Yousef Tariq Omar al-Masri", "Yousef Tariq al-Masri", True),
    ("Yousef Tariq al-Masri", "Yousef al-Masri", True),
]
GENERATIONS = [
    ("Жанар Оспанова-старшая", "Жанар Оспанова-младшая", False),
    ("Рустам Алимов-младший", "Рустам Алимов", False),
    ("Рустам Алимов-младший", "Rustam Alimov, Jr.", True),
    ("Рустам Алимов кенжа", "Rustam Alimov kenja", True),
    ("Orlin Jr., Pavel", "Павел Орлин мл.", True),
    ("Ката Ли", "Kata Li", True),
    ("Pere Casals", "Пере Касальс", True),
    ("Maksat Tazhibek uulu", "Максат Тажибек уулу", True),
    ("Maksat Tazhibek uulu", "Maksat Tazhibek", False),
]
ANOTHER_LETTER = [
    ("Олег Лисин", "Олег Лысин", False),
    ("Игорь Попов", "Игорь Папов", False),
    ("Борис Жуков", "Борис Зуков", False),
    ("Семён Макаров", "Семен Махаров", False),
    ("Ігор Кривенко", "Ігор Кравенко", False),
    ("Марына Лойка", "Марына Лейка", False),
    ("Наталья Алёшина", "Наталия Алешина", True),
    ("Кирилл Жигунов", "Кирил Джигунов", True),
    ("Саша Котов", "Александр Котов", True),
    ("Тахир Котов", "Тохир Котов", True),
    ("Сәуле Құрманова", "Сауле Курманова", True),
    ("Олег Лисин", "Oleg Lysin", True),
]
TOLD_BY_LETTERS = [
    ("Wolodymyr Selenskyj", "Володимир Зеленський", True),
    ("Dschamschid Nasarow", "Джамшид Назаров", True),
    ("Tschyngys Aitmatow", "Чингиз Айтматов", True),
    ("Schanna Nemzowa", "Жанна Немцова", True),
    ("Alexander Kusnezow", "Александр Кузнецов", True),
    ("Serdar Nyýazow", "Сердар Ниязов", True),
    ("Dschamschid Nasarow", "Shamshid Nazarov", False),
    ("Schamil Aitow", "Камиль Аитов", False),
    ("Nasta Łojka", "Наста Лойка", True),
    ("Aleś Bialacki", "Алесь Беляцкий", True),
    ("Źmicier Čarnienka", "Зміцер Чарненка", True),
    ("Aleś Bialacki", "Алесь Белавусаў", False),
    ("Barack Obama", "Барак Обама", True),
    ("Mick Danvers", "Мик Данверс", True),
    ("Erick Danvers", "Эрик Данверс", True),
    ("Mick Danvers", "Мила Данверс", False),
]
DRESSED = [
    ("Sergejs Lavrovs", "Sergei Lavrov", True),
    ("Aleksandras Orlovas", "Александр Орлов", True),
    ("Viktors Fomins", "Viktor Fomin", True),
    ("Jurijs Orlovs", "Юрий Ольгов", False),
    ("Chris Evans", "Chri Evan", False),
    ("ნიკოლოზი მარტინი", "Nikoloz Martin", True),
    ("ედვარდ ჯონსონი", "Edvard Jonson", True),
    ("გიორგი კობახიძე", "Giorgi Kobakhidze", True),
    ("Си Цзиньпин", "Xi Jinping", True),
    ("Мао Цзэдун", "Mao Zedong", True),
    ("Лю Сяобо", "Liu Xiaobo", True),
    ("Чжао Цзыян", "Zhao Ziyang", True),
    ("Ли Синь", "Li Xing", False),
    ("Ван Цзи", "Wang Qi", False),
    ("Kevork Kevorkian", "Գևորգ Գևորգյան", True),
    ("Dikran Bedoyan", "Տիգրան Պետոյան", True),
    ("Sarkis Barsamian", "Սարգիս Պարսամյան", True),
    ("Sarkis Barsamian", "Սարգիս Պողոսյան", False),
]
CONSONANTS = [
    ("نرگس محمدی", "Narges Mohammadi", True),
    ("نسرین ستوده", "Насрин Сотуде", True),
    ("عبدالرحمن القحطاني", "Abdurrahman al-Qahtani", True),
    ("عبدالله نوری", "Abdollah Nouri", True),
    ("خسرو قاسمی", "Khosrow Ghasemi", True),
    ("محمود نوری", "Mohammad Nouri", False),
    ("حمد نوری", "Hamid Nouri", False),
    ("نسرین ستوده", "Nasrin Sotoudi", False),
    ("سارا نوری", "Sara Nariman", False),
    ("علی رضا نوری", "Ali Hasan Nouri", False),
]
RUSSIAN_ENDINGS = [
    ("Aqylbek Muratbai", "Ақылбек Мұратов", True),
    ("Aqylbek Muratbai", "Акылбек Муратбаев", True),
    ("Aigul Omirbek", "Айгуль Омирбекова", True),
    ("Aigul Omirbek", "Айнур Омирбекова", False),
    ("Акылбек Муратбай", "Акылбек Муратов", True),
    ("Ivan Petr", "Ivan Petrov", False),
    ("Daniyar Muratbai", "Daniyar Zhanuzakov", False),
    ("Daniyar Muratbaev", "Daniyar Muratov", False),
]
NOTES = [
    ("Анвар Рахимов (1961)", "Anvar Rahimov (1984)", False),
    ("Анвар Рахимов (1961)", "Anvar Rahimov (1961)", True),
    ("Анвар Рахимов (Ош)", "Анвар Рахимов (Баткен)", False),
    ("Анна Орлова (Котова)", "Anna Orlova (Kotova)", True),
    ("Анна Орлова (Котова)", "Anna Orlova", True),
    ("Charles Verner II", "Charles Verner III", False),
]
OTHER_ORDER = [
    ("Wang Li", "Li Wang"),
    ("Hans Friedrich", "Friedrich Hans"),
    ("Simon Peter", "Peter Simon"),
    ("Aidar Murat", "Мурат Айдар"),
]
TOLD_ORDER = [
    ("Olga Kim", "Kim Volha"),
    ("Собир Қодиров", "Qodirov Sobir"),
    ("Tsoi, Viktor", "Viktor Tsoi"),
    ("Putin Vladimir", "Владимир Путин"),
]


def check(one, other, same):
    assert compare(one, other).same is same
    assert compare(other, one).same is same


@pytest.mark.parametrize(("one", "other", "same"), A_SECOND_NAME)
def test_fathers_and_middle_names_that_contradict_tell_two_apart(one, other, same):
    check(one, other, same)


@pytest.mark.parametrize(("one", "other", "same"), INITIALS)
def test_initials_are_compared_in_their_order(one, other, same):
    check(one, other, same)


@pytest.mark.parametrize(("one", "other", "same"), CHAINS)
def test_names_in_a_chain_have_their_partners(one, other, same):
    check(one, other, same)


@pytest.mark.parametrize(("one", "other", "same"), GENERATIONS)
def test_the_younger_and_the_elder_are_marked_behind_the_name(one, other, same):
    check(one, other, same)


@pytest.mark.parametrize(("one", "other"), OTHER_ORDER)
def test_the_order_of_two_names_that_both_may_be_given_leaves_it_open(one, other):
    found = compare(one, other)
    assert (found.same, found.is_open) == (False, True)
    assert found.reason == "the same names in another order"


@pytest.mark.parametrize(("one", "other"), TOLD_ORDER)
def test_the_family_name_may_stand_first_where_something_tells_it(one, other):
    check(one, other, True)


@pytest.mark.parametrize(("one", "other", "same"), ANOTHER_LETTER)
def test_another_letter_of_one_alphabet_makes_another_name(one, other, same):
    check(one, other, same)


@pytest.mark.parametrize(("one", "other", "same"), TOLD_BY_LETTERS)
def test_the_letters_of_a_word_tell_its_language(one, other, same):
    check(one, other, same)


@pytest.mark.parametrize(("one", "other", "same"), DRESSED)
def test_the_endings_and_syllables_of_other_languages_are_read(one, other, same):
    check(one, other, same)


@pytest.mark.parametrize(("one", "other", "same"), CONSONANTS)
def test_arabic_script_is_compared_by_its_consonants(one, other, same):
    check(one, other, same)
    assert compare(one, other).is_open is same


def test_one_name_in_arabic_script_is_itself_without_doubt():
    assert compare("نرگس محمدي", "نرگس محمدی") == (True, 1.0, "same family name, same given name", False)


@pytest.mark.parametrize(("one", "other", "same"), RUSSIAN_ENDINGS)
def test_a_turkic_family_name_may_leave_its_russian_ending(one, other, same):
    check(one, other, same)
    assert compare(one, other).is_open is same


@pytest.mark.parametrize(("one", "other", "same"), NOTES)
def test_a_number_or_a_bracket_that_both_have_must_agree(one, other, same):
    check(one, other, same)


def test_the_reason_says_what_contradicts():
    assert "father's or middle name differs" in compare(*A_SECOND_NAME[0][:2]).reason
    assert compare(*INITIALS[1][:2]).reason == "same family name, but the initials differ"
