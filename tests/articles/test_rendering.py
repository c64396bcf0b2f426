"""What readers see of a story is derived from what the editor wrote, and follows its subjects."""

import pytest

from articles import body
from articles.body import Span
from articles.models import Article, Byline, Mention
from articles.rendering import rebuild
from people import naming
from people.models import Exposure, Name
from tests.factories import make_article, make_correction, make_organization, make_person, make_place, make_user

pytestmark = pytest.mark.django_db


def fresh(article):
    return Article.objects.get(pk=article.pk)


def test_the_first_mention_of_a_tagged_subject_is_linked_and_no_later_one():
    nukus = make_place("Nukus")
    article = make_article(body="<p>In Nukus today.</p><p>Nukus again.</p>", about=[nukus])

    assert article.body_html == (
        '<p>In <a class="subject" href="/places/nukus/">Nukus</a> today.</p><p>Nukus again.</p>'
    )


def test_a_heading_is_not_linked_but_the_text_after_it():
    article = make_article(body="<h2>Nukus</h2><p>Nukus.</p>", about=[make_place("Nukus")])

    assert article.body_html.startswith('<h2>Nukus</h2><p><a class="subject"')


def test_a_link_of_the_editor_is_not_linked_again():
    html = '<p><a href="https://example.org/" rel="noopener noreferrer">Nukus</a></p>'

    assert make_article(body=html, about=[make_place("Nukus")]).body_html == html


def test_a_name_inside_a_longer_word_is_not_linked():
    assert "<a" not in make_article(body="<p>Nukusian and Paranukus.</p>", about=[make_place("Nukus")]).body_html


def test_the_longest_spelling_is_linked():
    person = make_person("Koshkarbai Toremuratov", names=[{"text": "Koshkarbai"}])
    article = make_article(body="<p>Koshkarbai Toremuratov spoke.</p>", about=[person])

    assert ">Koshkarbai Toremuratov</a>" in article.body_html


def test_a_case_form_that_nobody_recorded_is_linked():
    person = make_person(
        "Aqylbek Muratbai", names=[{"text": "Акылбек Муратбай", "language": "ru", "kind": Name.Kind.PREFERRED}]
    )
    article = make_article(language="ru", body="<p>Вчера Акылбека Муратбая отпустили.</p>", about=[person])

    assert ">Акылбека Муратбая</a>" in article.body_html


def test_a_spelling_for_staff_only_is_never_linked():
    person = make_person("Public Person", names=[{"text": "Secret Spelling", "visibility": Name.Visibility.STAFF}])

    assert "<a" not in make_article(body="<p>Secret Spelling came.</p>", about=[person]).body_html


def test_a_subject_that_is_not_tagged_is_not_linked():
    make_place("Nukus")

    assert "<a" not in make_article(body="<p>Nukus</p>").body_html


def test_a_suggested_mention_is_not_linked():
    article = make_article(body="<p>Nukus</p>", about=[make_place("Nukus")])
    Mention.objects.update(state="suggested")
    rebuild(Article.objects.all())

    assert "<a" not in fresh(article).body_html


def test_links_lead_below_the_storys_edition():
    place = make_place("Nukus", names=[{"text": "Нукус", "language": "ru"}])
    article = make_article(language="ru", body="<p>Это Нукус.</p>", about=[place])

    assert 'href="/ru/places/nukus/"' in article.body_html


def test_what_the_editor_wrote_is_never_changed():
    person = make_person("Koshkarbai Toremuratov")
    article = make_article(body="<p>Koshkarbai Toremuratov</p>", about=[person])
    naming.expose(person, Exposure.WITHHELD)

    assert fresh(article).body == "<p>Koshkarbai Toremuratov</p>"


def test_old_stories_lose_a_withheld_name_and_its_link_at_once():
    person = make_person("Koshkarbai Toremuratov")
    article = make_article(
        "Toremuratov arrested",
        summary="Koshkarbai Toremuratov was arrested.",
        body="<p>Koshkarbai Toremuratov was taken. Toremuratov's wife saw it.</p>",
        about=[person],
    )
    naming.expose(person, Exposure.WITHHELD)
    article = fresh(article)
    shown = f"{article.public_title} {article.public_summary} {article.body_html} {article.slug}".lower()

    assert "toremuratov" not in shown
    assert "koshkarbai" not in shown
    assert "<a" not in article.body_html


def test_a_withheld_name_goes_from_stories_that_were_never_tagged():
    person = make_person("Koshkarbai Toremuratov")
    article = make_article(body="<p>Koshkarbai Toremuratov was taken.</p>")
    naming.expose(person, Exposure.WITHHELD)

    assert "Toremuratov" not in fresh(article).body_html


def test_a_withheld_name_goes_in_its_case_forms_and_across_tags():
    person = make_person(
        "Koshkarbai Toremuratov",
        names=[{"text": "Кошкарбай Торемуратов", "language": "ru", "kind": Name.Kind.PREFERRED}],
    )
    article = make_article(
        language="ru",
        body="<p>Задержали <strong>Кошкарбая</strong> Торемуратова. К ТОРЕМУРАТОВУ приехали.</p>",
        about=[person],
    )
    naming.expose(person, Exposure.WITHHELD)

    assert "торемурат" not in fresh(article).body_html.lower()
    assert "кошкарба" not in fresh(article).body_html.lower()


@pytest.mark.parametrize(
    ("recorded", "typed"),
    [
        ("Андрей Майоров", "Андреи\u0306 Маи\u0306оров"),
        ("Bolat Kenesov", "Bo\u200blat Kene\u200bsov"),
        ("Семён Фёдоров", "Семен Федоров"),
        ("Семен Федоров", "Семёну Фёдорову"),
        ("To‘lqin Qo‘chqorov", "To'lqin Qo'chqorov"),
        ("To‘lqin Qo‘chqorov", "Tolqin Qochqorov"),
        ("Kara-Murza Anna", "Kara-Murza Anna"),
        ("Bo Ti", "Bo Ti"),
    ],
)
def test_a_withheld_name_goes_however_it_is_typed(recorded, typed):
    person = make_person(recorded)
    article = make_article(body=f"<p>Yesterday {typed} spoke.</p>")
    naming.expose(person, Exposure.WITHHELD)

    assert body.text_of(fresh(article).body_html) == "Yesterday Name withheld spoke."


def test_rebuilding_asks_for_the_protected_names_once(django_assert_max_num_queries):
    for _number in range(10):
        make_article()
    # A transaction, begun and ended, and its turn; the glossary; what the index of search asks for all of them at once, its
    # turn too; and the links between our stories, with the words around them.
    with django_assert_max_num_queries(10 * 4 + 3 + 3 + 1 + 12 + 6):
        rebuild(Article.objects.all())


def test_a_withheld_name_goes_from_corrections():
    person = make_person("Koshkarbai Toremuratov")
    article = make_article(about=[person])
    note = make_correction(article, "We misspelt Koshkarbai Toremuratov.")
    naming.expose(person, Exposure.WITHHELD)
    note.refresh_from_db()

    assert "Toremuratov" not in note.public_text


def test_a_pen_name_stands_where_the_name_stood():
    person = make_person("Koshkarbai Toremuratov", names=[{"text": "Aral", "kind": Name.Kind.PEN_NAME}])
    article = make_article(body="<p>Koshkarbai Toremuratov wrote.</p>", about=[person])
    naming.expose(person, Exposure.ALIAS)

    assert "Aral wrote." in body.text_of(fresh(article).body_html)


def test_a_namesake_who_may_be_named_keeps_the_name():
    hidden, official = make_person("Aziz Karimov"), make_person("Aziz Karimov")
    article = make_article(body="<p>Minister Aziz Karimov spoke.</p>", about=[official])
    naming.expose(hidden, Exposure.WITHHELD)
    assert "Aziz Karimov" not in fresh(article).body_html

    naming.tell_apart(hidden.pk, official.pk, make_user("editor"))
    assert "Aziz Karimov" in fresh(article).body_html


def test_a_brother_who_may_be_named_keeps_the_family_name_that_both_bear():
    hidden, brother = make_person("Koshkarbai Toremuratov"), make_person("Daulet Toremuratov")
    article = make_article(
        body="<p>Koshkarbai and Daulet Toremuratov came. Toremuratov spoke.</p>", about=[hidden, brother]
    )
    naming.expose(hidden, Exposure.WITHHELD)

    assert body.text_of(fresh(article).body_html) == "Name withheld and Daulet Toremuratov came. Name withheld spoke."


def test_a_withheld_name_goes_from_the_smaller_lines():
    person = make_person("Koshkarbai Toremuratov")
    article = make_article(
        about=[person],
        update_reason="Adds a word of Koshkarbai Toremuratov",
        source_title="Toremuratov speaks",
        source_url="https://example.org/koshkarbai-toremuratov-speaks",
    )
    Byline.objects.create(article=article, text="Koshkarbai Toremuratov, as told to us")
    naming.expose(person, Exposure.WITHHELD)
    article = fresh(article)
    shown = [*article.shown.values(), article.bylines.get().label]

    assert not [line for line in shown if "toremuratov" in line.lower()]


def test_a_link_whose_address_holds_a_withheld_name_leaves_its_text():
    person = make_person("Koshkarbai Toremuratov")
    article = make_article(body='<p><a href="/people/koshkarbai-toremuratov/">He</a> spoke.</p>', about=[person])
    naming.expose(person, Exposure.WITHHELD)

    assert fresh(article).body_html == "<p>He spoke.</p>"


def test_a_changed_address_changes_the_links_of_old_stories():
    place = make_place("Nukus")
    article = make_article(body="<p>Nukus</p>", about=[place])
    naming.readdress(place, "nukus-city")

    assert 'href="/places/nukus-city/"' in fresh(article).body_html


def test_replacements_win_over_links_and_cross_tags():
    html = body.clean("<p>Say <em>Aziz</em> Karim now</p>")
    shown = body.render(html, lambda text: [Span(5, 9, href="/x/"), Span(5, 15, replacement="A. K.")])

    assert shown == "<p>Say <em>A. K.</em> now</p>"


def test_who_was_told_apart_covers_no_other_name_that_begins_like_its_own():
    hidden, other = make_person("Ildar Taimenov"), make_person("Ildar Taimen")
    article = make_article(body="<p>Ildar Taimenov left. Ildar Taimen stayed.</p>", about=[hidden, other])
    naming.expose(hidden, Exposure.WITHHELD)
    naming.tell_apart(hidden.pk, other.pk, make_user("editor"))

    assert body.text_of(fresh(article).body_html) == "Name withheld left. Ildar Taimen stayed."


def test_a_bare_surname_is_no_link_where_another_bearer_stands():
    make_person("Aidar Nazarov")
    perkhat = make_person("Perkhat Nazarov")
    article = make_article(
        body="<p>Prosecutor Aidar Nazarov questioned Perkhat Nazarov.</p><p>Nazarov left.</p>", about=[perkhat]
    )

    assert fresh(article).body_html.count("<a ") == 1


def test_a_link_never_covers_another_s_words():
    vera = make_person("Vera Sokolova")
    article = make_article(body="<p>Vera Karpova was not freed.</p>", about=[vera])

    assert "<a " not in fresh(article).body_html


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/RU/PEOPLE/B-E-NEW/",
            "/people/%62-e-new",
            "/people//b-e-new/",
            "/people/./b-e-new/?x=1#y",
            "/people/x/../b-e-new",
        ),
        *(
            "/people%2Fb-e-new/",
            "https://t.me/share?url=https%3A%2F%2Fx.org%2Fpeople%2Fb-e-new%2F",
            "/PEOPLE/b-e-old.html",
        ),
    ],
)
def test_no_writing_of_an_address_leads_to_the_page_of_a_hidden_person(address):
    person = make_person("Bekzat Yeralinov", slug="b-e-old")
    naming.readdress(person, "b-e-new")
    article = make_article(body=f'<p>See <a href="{address}">these words</a>.</p>')
    naming.expose(person, Exposure.WITHHELD)

    assert fresh(article).body_html == "<p>See these words.</p>"


def test_the_address_of_a_story_loses_a_name_in_any_case():
    article = make_article("Показали Екатерину Шалабаеву", language="ru", body="<p>Ждут.</p>")
    naming.expose(make_person("Екатерина Шалабаева"), Exposure.WITHHELD)

    assert "shalab" not in fresh(article).slug


@pytest.mark.parametrize(
    "text",
    ["freedom for tarlak", "@FreedomForTarlak", "#FreedomForTarlak", "freedom-for-tarlak.org", "freedomfortarlak.org"],
)
def test_a_withheld_organisation_goes_however_it_is_written(text):
    article = make_article(
        body=f"<p>They wrote {text} there.</p>", about=[organization := make_organization("Freedom for Tarlak")]
    )
    naming.expose(organization, Exposure.WITHHELD)

    assert "tarlak" not in fresh(article).body_html.lower()


def test_a_link_to_the_site_of_a_withheld_organisation_leaves_its_text():
    article = make_article(body='<p><a href="https://freedom-for-tarlak.org/">here</a></p>')
    naming.expose(make_organization("Freedom for Tarlak"), Exposure.WITHHELD)

    assert fresh(article).body_html == "<p>here</p>"


def test_a_place_of_one_word_goes_from_addresses_of_stories_about_it_alone():
    place, html = make_place("Tarlakulsk"), "<p>See tarlakulsk.org</p>"
    tagged, other = make_article(body=html, about=[place]), make_article(body=html)
    naming.expose(place, Exposure.WITHHELD)

    assert [("tarlakulsk" in fresh(article).body_html) for article in (tagged, other)] == [False, True]
