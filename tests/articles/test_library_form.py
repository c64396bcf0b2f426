"""The page of one picture: adding it, describing it, moving it, and who may do what."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles import library
from articles.models import ArticleImage, Image, Portrait
from people.models import Exposure
from tests.factories import make_article, make_image, make_person, make_place, make_user, picture_bytes
from tests.support.admin import add_row, as_typed, sentences

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/image/"
UPLOAD = f"{LIST}upload/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def change(image) -> str:
    return f"{LIST}{image.pk}/change/"


def picture(name="photo.png", **fields):
    return SimpleUploadedFile(name, picture_bytes(**fields))


def send(client, file, **fields):
    return client.post(UPLOAD, {"file": file, **fields}, headers={"accept": "application/json"})


# Adding ----------------------------------------------------------------------------------------------------------------


def test_a_script_adds_a_file_and_hears_where_it_is(client, reporter):
    response = send(client, picture())
    image = Image.objects.get()
    assert response.status_code == 201
    assert response.json()["form"] == change(image)
    assert (image.uploaded_by, image.original_name) == (reporter, "photo.png")


def test_a_refused_file_is_answered_with_a_sentence(client, editor):
    response = send(client, SimpleUploadedFile("notes.jpg", b"<html>"))
    assert response.status_code == 400
    assert "cannot be read as a picture" in response.json()["error"]
    assert not Image.objects.exists()


def test_no_file_at_all_is_answered_with_a_sentence(client, editor):
    response = client.post(UPLOAD, headers={"accept": "application/json"})
    assert (response.status_code, "Choose it again" in response.json()["error"]) == (400, True)
    assert "Choose one or more files" in sentences(client.post(UPLOAD, follow=True))


def test_the_same_file_again_is_pointed_out(client, editor):
    send(client, picture())
    known = send(client, picture("again.png")).json()["known"]
    assert known["form"] == change(Image.objects.order_by("pk").first())


def test_the_same_file_of_somebody_whose_pictures_are_hidden_is_not_pointed_out(client, reporter):
    client.force_login(make_user("reporter"))
    send(client, picture())
    client.force_login(reporter)
    assert "known" not in send(client, picture()).json()


def test_a_picture_added_on_the_spot_is_described_at_once(client, reporter):
    send(client, picture(), alt="  A lake ", credit="Dana Sarsen")
    image = Image.objects.get()
    assert (image.alt, image.public_alt, image.credit) == ("A lake", "A lake", "Dana Sarsen")


def test_the_plain_form_adds_what_it_can_and_names_what_was_refused(client, editor):
    files = [picture("one.png"), SimpleUploadedFile("notes.jpg", b"<html>"), picture("two.png", colour="red")]
    response = client.post(UPLOAD, {"file": files}, follow=True)
    first, second = Image.objects.order_by("pk")
    assert response.redirect_chain[0][0] == f"{change(first)}?then={second.pk}"
    assert "notes.jpg: This file cannot be read as a picture" in sentences(response)


def test_save_and_next_leads_through_the_new_pictures(client, editor):
    one, two, three = (make_image() for _ in range(3))
    address = f"{change(one)}?then={two.pk},{three.pk}"
    response = client.post(address, as_typed(client.get(address), alt="One", _next="1"))
    assert response.url == f"{change(two)}?then={three.pk}"


# Describing ------------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_stored_and_derived(client, editor):
    image, person = make_image(), make_person("Dana Sarsen")
    page = client.get(change(image))
    data = as_typed(
        page, alt="A woman reads", credit="Own", point_x="70", point_y="25.5", people=[person.pk], _save="1"
    )
    response = client.post(change(image), add_row(data, "texts", language="ru", alt="Женщина читает", caption=""))
    assert response.status_code == 302
    image.refresh_from_db()
    assert (image.alt, image.public_alt) == ("A woman reads", "A woman reads")
    assert (image.focal_x, image.focal_y) == (0.7, 0.255)
    assert [subject.pk for subject in image.subjects.all()] == [person.pk]
    assert image.texts.get().public_alt == "Женщина читает"
    assert image.version > 1


def test_a_corrected_credit_changes_every_story(client, editor):
    image = make_image(alt="A lake", credit="Wrong")
    article = make_article(body=f'<p>Text.</p><figure data-image="{image.pk}"></figure>')
    client.post(change(image), as_typed(client.get(change(image)), credit="Dana Sarsen", _save="1"))
    article.refresh_from_db()
    assert "Dana Sarsen" in article.body_html


def test_what_the_file_said_is_offered_and_not_taken(client, editor):
    image = make_image(suggestions={"credit": "Dana <b>Sarsen</b>", "persons": "A. Muratbai"})
    page = client.get(change(image)).content.decode()
    assert 'data-use="Dana &lt;b&gt;Sarsen&lt;/b&gt;"' in page
    assert "A. Muratbai" in page
    assert image.credit == ""


def known(response, field="people") -> list:
    return [(text, subject.pk) for text, subject in response.context["page"]["rows"][field]["known"]]


def test_whom_the_file_names_is_offered_where_one_subject_is_called_so(client, editor):
    khelm, place = make_person("Bastor Khelm"), make_place("Dovresk")
    make_person("Anna Kim"), make_person("Anna Kim")
    said = {"persons": "Бастор Хелм, Anna Kim, Nobody Known", "city": "Dovresk"}
    page = client.get(change(make_image(suggestions=said)))
    assert (known(page), known(page, "places")) == ([("Бастор Хелм", khelm.pk)], [("Dovresk", place.pk)])
    assert (
        f'data-use="{khelm.pk}" data-label="Bastor Khelm (#{khelm.pk})" data-for="id_people"' in page.content.decode()
    )
    assert "<q>Anna Kim, Nobody Known</q>" in page.content.decode()


def test_who_is_chosen_already_is_not_offered_again(client, editor):
    khelm = make_person("Bastor Khelm")
    image = make_image(suggestions={"persons": "Bastor Khelm"})
    image.subjects.add(khelm)
    page = client.get(change(image))
    assert known(page) == []
    assert "The file says" not in page.content.decode()


def test_a_protected_name_in_a_file_gives_nobody_away(client, reporter):
    make_person("Bastor Khelm", exposure=Exposure.WITHHELD)
    page = client.get(change(make_image(uploaded_by=reporter, suggestions={"persons": "Bastor Khelm"})))
    assert known(page) == []
    assert "<q>Bastor Khelm</q>" in page.content.decode()


def test_a_licence_that_nobody_gave_is_called_as_in_the_filter(client, editor):
    page = client.get(change(make_image())).content.decode()
    licence = page.partition('<select name="licence"')[2].partition("</select>")[0]
    assert '<option value="" selected>Not said</option>' in licence


def test_a_stale_save_is_refused_and_keeps_what_was_typed(client, editor):
    image = make_image()
    data = as_typed(client.get(change(image)), alt="Mine", _save="1")
    image.alt = "Theirs"
    library.describe(image, by=editor)
    response = client.post(change(image), data)
    assert response.status_code == 200
    assert "Not saved" in response.content.decode()
    assert "Mine" in response.content.decode()
    image.refresh_from_db()
    assert image.alt == "Theirs"


def test_preparing_meanwhile_makes_no_save_stale(client, editor):
    image = make_image(state="waiting")
    data = as_typed(client.get(change(image)), alt="Mine", _save="1")
    Image.objects.filter(pk=image.pk).update(state="ready")
    assert client.post(change(image), data).status_code == 302


@pytest.mark.parametrize(
    "typed",
    [
        {"point_x": "101"}, {"point_x": "nan"}, {"point_y": ""}, {"alt": "x" * 501}, {"people": ["x"]},
        {"people": ["9" * 30]}, {"taken_on": "some day"}, {"licence": "mine"}, {"language": "xx"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_kept(client, editor, typed):
    image = make_image()
    response = client.post(change(image), as_typed(client.get(change(image)), caption="Kept", **typed))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors
    assert "Kept" in response.content.decode()
    image.refresh_from_db()
    assert (image.caption, image.version) == ("", 1)


def test_a_subject_that_the_user_may_not_see_stays(client, reporter):
    hidden = make_person("Hidden Person", exposure=Exposure.WITHHELD)
    image = make_image(uploaded_by=reporter, shows=[hidden])
    page = client.get(change(image))
    assert "Hidden" not in page.content.decode()
    client.post(change(image), as_typed(page, alt="A", people=[], _save="1"))
    assert image.subjects.get() == hidden.subject_ptr


def test_an_editor_is_warned_of_a_protected_name(client, editor):
    image = make_image(shows=[make_person("Hidden Person", exposure=Exposure.WITHHELD)])
    assert "Protected:" in client.get(change(image)).content.decode()


def test_an_editor_makes_it_the_portrait_of_somebody_shown(client, editor):
    shown, other, image, before = make_person("A B"), make_person("C D"), make_image(), make_image()
    Portrait.objects.create(subject=shown, image=before)
    data = as_typed(client.get(change(image)), people=[shown.pk], portrait_of=[shown.pk, other.pk], _save="1")
    client.post(change(image), data)
    assert {(row.subject_id, row.image_id) for row in Portrait.objects.all()} == {(shown.pk, image.pk)}


def test_a_reporter_makes_no_portrait(client, reporter):
    shown, image = make_person("A B"), make_image(uploaded_by=reporter)
    data = as_typed(client.get(change(image)), people=[shown.pk], _save="1") | {"portrait_of": [shown.pk]}
    client.post(change(image), data)
    assert not Portrait.objects.exists()


# Who may what ----------------------------------------------------------------------------------------------------------


def in_public_story(**fields):
    image = make_image(**fields)
    ArticleImage.objects.create(article=make_article(), image=image, place="body")
    return image


def test_a_reporter_reads_and_does_not_change_what_others_added(client, reporter):
    image = in_public_story(alt="A lake", notes="Secret source", original_name="IMG_secret.jpg")
    page = client.get(change(image)).content.decode()
    assert "A lake" in page
    assert "Secret source" not in page
    assert "IMG_secret" not in page
    assert client.post(change(image), {"alt": "Changed", "opened": "1"}).status_code == 403
    image.refresh_from_db()
    assert image.alt == "A lake"


def test_a_hidden_picture_has_no_page_at_all(client, reporter):
    image = make_image()
    for path in ("change/", "redact/", "withdraw/", "bring-back/", "delete/", "history/"):
        for method in (client.get, client.post):
            response = method(f"{LIST}{image.pk}/{path}")
            assert response.status_code in {302, 403, 404}, path
    image.refresh_from_db()
    assert not image.is_withdrawn


@pytest.mark.parametrize("move", ["withdraw", "bring-back", "delete"])
def test_a_reporter_moves_no_picture(client, reporter, move):
    image = make_image(uploaded_by=reporter)
    assert client.post(f"{LIST}{image.pk}/{move}/").status_code == 403


def test_a_picture_is_withdrawn_and_brought_back(client, editor):
    image = in_public_story()
    assert "Where it is used" in client.get(f"{LIST}{image.pk}/withdraw/").content.decode()
    client.post(f"{LIST}{image.pk}/withdraw/")
    assert not Image.objects.public().exists()
    client.post(f"{LIST}{image.pk}/bring-back/")
    assert Image.objects.public().exists()


def test_a_used_picture_is_not_deleted_and_its_uses_are_listed(client, editor):
    image = in_public_story()
    response = client.post(f"{LIST}{image.pk}/delete/")
    assert image.uses.get().article.title in response.content.decode()
    assert Image.objects.filter(pk=image.pk).exists()


def test_an_unused_picture_is_deleted(client, editor):
    image = make_image()
    assert client.post(f"{LIST}{image.pk}/delete/").status_code == 302
    assert not Image.objects.exists()


def test_uses_that_the_user_may_not_see_are_only_counted(client, reporter):
    image = make_image(uploaded_by=reporter)
    ArticleImage.objects.create(article=make_article("Hidden draft", published=False), image=image, place="body")
    page = client.get(change(image)).content.decode()
    assert "Hidden draft" not in page
    assert "1 use that you may not see" in page


# Covering --------------------------------------------------------------------------------------------------------------

AREA = {"shape": "ellipse", "x": "10", "y": "10", "width": "20", "height": "20", "style": "solid"}


def test_covering_asks_once_more_and_then_destroys_the_earlier_picture(client, editor):
    image = make_image(with_files=True)
    address, before = f"{LIST}{image.pk}/redact/", image.token
    data = AREA | {"version": image.version}
    question = client.post(address, data).content.decode()
    assert "cannot be undone" in question
    assert "<ellipse" in question
    assert "Tick the box" in client.post(address, data | {"_sure": "1"}).content.decode()
    image.refresh_from_db()
    assert image.token == before
    assert client.post(address, data | {"_sure": "1", "sure": "on"}).status_code == 302
    image.refresh_from_db()
    assert image.token != before


@pytest.mark.parametrize(
    "wrong",
    [
        {"x": "", "y": "", "width": "", "height": ""}, {"x": "-1"}, {"x": "nan"}, {"width": "0"}, {"height": "x"},
        {"y": "100"}, {"version": "0"}, {"version": ""}, {"x": ["1"] * 61, "y": ["1"] * 61, "width": ["1"] * 61,
        "height": ["1"] * 61, "shape": ["ellipse"] * 61},
    ],
)  # fmt: skip
def test_areas_that_cannot_be_covered_are_refused_with_a_sentence(client, editor, wrong):
    image = make_image()
    data = AREA | {"version": image.version, "_sure": "1", "sure": "on"} | wrong
    response = client.post(f"{LIST}{image.pk}/redact/", data)
    assert response.status_code == 200
    assert response.context["problem"]
    assert response.context["rows"] or not any(wrong.get(part, "1") for part in ("x", "y", "width", "height"))


def test_a_reporter_covers_nothing_in_a_picture_that_readers_see(client, reporter):
    image = in_public_story(uploaded_by=reporter)
    assert client.get(f"{LIST}{image.pk}/redact/").status_code == 403
    assert client.post(f"{LIST}{image.pk}/redact/", AREA).status_code == 403


@pytest.mark.parametrize("then", ["x", "9" * 30, ",,,", "\x00", "1,2"])
def test_no_list_of_next_pictures_is_a_server_error(client, editor, then):
    image = make_image()
    assert client.get(change(image), {"then": then}).status_code == 200


def test_the_log_holds_no_word_of_a_picture(client, editor):
    from django.contrib.admin.models import LogEntry

    image = make_image(alt="Hidden Person")
    client.post(change(image), as_typed(client.get(change(image)), alt="Hidden Person waits", _save="1"))
    entries = json.dumps(list(LogEntry.objects.values_list("object_repr", "change_message")))
    assert "Hidden" not in entries
