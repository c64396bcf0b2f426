"""Endings of languages that Snowball has no stemmer for. Where they follow one another they are taken off until none fits, so
that whatever forms one word has end in one stem: that is all a search needs of it, be it a word of its own or not.

Sources: the declension tables of school grammars of each language; Kononov (Turkic), Perry (Tajik), Shevelov (Ukrainian).
Karakalpak and Uzbek are read in Latin letters without marks, in which both their alphabets meet.
"""

#: What must be left of a word; where endings follow one another, one letter more before an ending of a single letter.
SHORTEST_STEM = 3

KAZAKH = """
ның нің дың дің тың тің ға ге қа ке на не ны ні ды ді ты ті да де та те нда нде дан ден тан тен нан нен мен бен пен
дағы дегі тағы тегі ндағы ндегі ша ше ым ім ың ің сы сі ын ін сын сін мыз міз ымыз іміз ңыз ңіз ыңыз іңіз
лар лер дар дер тар тер ы і
"""
KYRGYZ = """
нын нин нун нүн дын дин дун дүн тын тин тун түн га ге го гө ка ке ко кө на не но нө ны ни ну нү ды ди ду дү ты ти ту тү
да де до дө та те то тө нда нде ндо ндө дан ден дон дөн тан тен тон төн нан нен нон нөн дагы деги догу дөгү
сы си су сү ын ин ун үн сын син сун сүн ым им ум үм ың иң уң үң быз биз буз бүз
лар лер лор лөр дар дер дор дөр тар тер тор төр ы и у ү
"""
KARAKALPAK = """
nin din tin ga ge qa ke na ne ni di ti da de ta te nda nde dan den tan ten nan nen menen penen benen dagi degi tagi tegi
sha she im in si miz imiz niz iniz lar ler i
"""
UZBEK = """
ning ga ka qa ni da dan dagi gacha cha niki lar lari im ing imiz ingiz si i
"""
TAJIK = """
ҳо ҳои ҳоро ҳоям ҳояш ҳоямон ро он ён гон вон ам ат аш амон атон ашон и у ю е
"""
UKRAINIAN = """
ами ями ові еві єві ого його ому йому ими іми ої ій ою ею єю ах ях ів їв ам ям ом ем єм их іх ий ую юю
ати ити іти увати ювати ється ються ався алася алися ував увала ували
а я у ю о е є и і ї й ь
"""

#: Of one class of letters that endings exchange for another: тілегі (his wish), тілек (a wish).
VOICELESS = str.maketrans({"ғ": "қ", "г": "к", "б": "п", "g": "k", "q": "k", "b": "p"})


def _by_length(endings: str) -> list[str]:
    return sorted(set(endings.split()), key=lambda ending: (-len(ending), ending))


ENDINGS = {
    "kk": _by_length(KAZAKH),
    "ky": _by_length(KYRGYZ),
    "kaa": _by_length(KARAKALPAK),
    "uz": _by_length(UZBEK),
    "tg": _by_length(TAJIK),
    "uk": _by_length(UKRAINIAN),
}
TURKIC = {"kk", "ky", "kaa", "uz"}
#: Its endings stand alone: what is left after one of them may well end like another.
SINGLE = {"uk"}


def without_endings(word: str, language: str) -> str:
    """What is left of a word, folded and in the letters of the tables above, of one of these languages."""
    if language in SINGLE:
        return word[: len(word) - len(_ending_of(word, language, SHORTEST_STEM))]
    while ending := _ending_of(word, language, SHORTEST_STEM + 1):
        word = word[: -len(ending)]
    if language in TURKIC and len(word) >= SHORTEST_STEM:
        return word[:-1] + word[-1].translate(VOICELESS)
    return word


def _ending_of(word: str, language: str, before_letter: int) -> str:
    """The longest ending of the word; ``before_letter`` must be left where that is a single letter."""
    for ending in ENDINGS[language]:
        if word.endswith(ending) and len(word) - len(ending) >= (SHORTEST_STEM if len(ending) > 1 else before_letter):
            return ending
    return ""
