"""What each door of the site answers to whom: read by test_doors.py, which fails when an address is not listed here.

To add an address, add its rows: its name (its route, if it has none), the objects that it is asked for, the methods, and what
a stranger, a reporter, a tagger, an editor, a chief and an admin get. One answer alone holds for all six.

    number   the status
    login    sent to the sign-in page
    desk     sent to the first page of the admin, as for an object that is not there
    there    sent anywhere else

An address that takes an object needs a row for one that is ``missing``. POST rows send an empty form, or what POSTED says.
"""

from datetime import timedelta

from django.utils import timezone

from articles import notes, previews, versions, workflow
from articles.models import FrontPage, Page
from newsroom import accounts
from newsroom.models import User
from people import merging, naming
from tests.factories import (
    make_article,
    make_image,
    make_organization,
    make_person,
    make_place,
    make_section,
    make_topic,
    make_user,
)

ROLES = ("stranger", "reporter", "tagger", "editor", "chief", "admin")

# The objects ---------------------------------------------------------------------------------------------------------

#: Asked for where there is none. By the name of the address's parameter.
MISSING = {
    "pk": 987654321, "object_id": 987654321, "slug": "nothing-here", "token": "0" * 32, "url": "nothing/",
    "year": 1907, "month": 1, "move": "discard", "note": 987654321,
    "link": 987654321, "key": "r987654321", "name": "320.jpg",
    "picture": "0" * 32,
}  # fmt: skip


def scheduled(users):
    return make_article("Later", at=timezone.now() + timedelta(hours=3))


def withdrawn(users):
    moment = timezone.now() - timedelta(hours=1)
    return make_article("Gone", published=False, status="withdrawn", withdrawn_at=moment, first_public_at=moment)


def note_to(make):
    """A note of an editor's, which takes two numbers in an address: the story's and its own."""

    def noted(users):
        article = make(users)
        return {"pk": article.pk, "note": notes.write(article, by=users["editor"], text="Check the age.").note.pk}

    return noted


def hidden(users):
    person = make_person("Zorbulak Qanarovich")
    naming.expose(person, "withheld")
    return person


def merged(make):
    def record(users):
        return merging.merge(make("Dauletmurat Tajimuratov"), make("Dauletmurat Tadjimuratov"), by=users["admin"])

    return record


def used_picture(users):
    """A picture that a published story shows, with its files."""
    image = make_image(with_files=True)
    make_article("Live", lead_image=image)
    return image


def bytes_of(make):
    return lambda users: {"token": make(users).token, "name": "320.jpg"}


def version_of(make):
    return lambda users: {"pk": make(users).pk, "key": "now"}


def saved(make, users):
    """A story with a version in its history."""
    article = make(users)
    with workflow.changing(article, by=users["editor"], comment="edited"):
        pass
    return article


def link_to(make):
    """A shared preview: the story's number, the link's, and the token that opens it."""

    def linked(users):
        article = saved(make, users)
        newest = next(key for key in versions.keys_of(article) if key != "now")
        link, token = previews.make_link(article, newest, by=users["editor"], hours=24)
        return {"pk": article.pk, "link": link.pk, "token": token}

    return linked


def shared_with_picture(users):
    image = make_image(with_files=True)
    given = link_to(lambda users: make_article("Draft of another", published=False, lead_image=image))(users)
    return given | {"picture": image.token, "name": "320.jpg"}


def own_draft(users):
    return make_article("Own draft", published=False, created_by=users["reporter"])


def draft_of_another(users):
    return make_article("Draft of another", published=False)


def live(users):
    return make_article("Live")


#: Parameters that are not of the object that is asked for.
GIVEN = {"move": "discard"}

#: How to make each object, when its row is walked: a row, or a dictionary of the address's parameters, ``?`` its query.
OBJECTS = {
    "-": lambda users: {},
    "missing": lambda users: MISSING,
    "own": lambda users: make_article("Own draft", published=False, created_by=users["reporter"]),
    "other": lambda users: make_article("Draft of another", published=False),
    "later": scheduled,
    "live": lambda users: make_article("Live", about=[make_person()]),
    "gone": withdrawn,
    "note_own": note_to(lambda users: make_article("Own draft", published=False, created_by=users["reporter"])),
    "note_other": note_to(lambda users: make_article("Draft of another", published=False)),
    "note_live": note_to(lambda users: make_article("Live")),
    "version_own": version_of(own_draft),
    "version_other": version_of(draft_of_another),
    "version_live": version_of(live),
    "link_own": link_to(own_draft),
    "link_other": link_to(draft_of_another),
    "link_live": link_to(live),
    "link_picture": shared_with_picture,
    "picture_own": lambda users: make_image(uploaded_by=users["reporter"]),
    "picture_other": lambda users: make_image(),
    "picture_live": used_picture,
    "bytes_other": bytes_of(lambda users: make_image(with_files=True)),
    "bytes_live": bytes_of(used_picture),
    "person": lambda users: make_person(),
    "hidden": hidden,
    "organization": lambda users: make_organization(),
    "place": lambda users: make_place(),
    "merge_of_people": merged(make_person),
    "merge_of_organizations": merged(make_organization),
    "merge_of_places": merged(make_place),
    "section": lambda users: make_section(),
    "topic": lambda users: make_topic(),
    "page": lambda users: Page.objects.create(title="About us", slug="about-us", language="en", body="<p>We.</p>"),
    "front": lambda users: FrontPage.objects.create(language="en"),
    "month": lambda users: {"year": (live := make_article()).published_at.year, "month": live.published_at.month},
    "colleague": lambda users: make_user("reporter"),
    "root": lambda users: User.objects.create_superuser("root", password="a long pass phrase"),
    "invitation": lambda users: {"token": accounts.new_link(make_user("reporter"), by=users["admin"])},
    "app": lambda users: {"app_label": "articles"},
    "slashless": lambda users: {"url": "articles/article"},
    "find_person": lambda users: {"?": "app_label=articles&model_name=byline&field_name=person&term=a"},
    "find_story": lambda users: {"?": "app_label=articles&model_name=pin&field_name=article&term=a"},
}

#: Whom an object is hidden from: to them it answers as one that is missing. Below /admin/, and for all readers.
HIDDEN = {"other": {"reporter"}, "note_other": {"reporter"}, "later": {"reporter"}, "hidden": {"reporter", "tagger"}}
HIDDEN |= {"version_other": {"reporter"}, "link_other": {"reporter"}}
HIDDEN |= {"picture_other": {"reporter", "tagger"}, "bytes_other": {"reporter", "tagger"}}
HIDDEN_FROM_READERS = {"own", "other", "later", "hidden", "bytes_other"}

#: What looking may write: a shared preview counts how often it was opened, and nothing else.
COUNTED = {"shared_preview": "articles_previewlink"}

#: What is posted, where an empty form would not open the door.
POSTED = {"admin:articles_article_change": {"_save": "1"}}

# The doors -----------------------------------------------------------------------------------------------------------

TABLE = """
#                                                                                 stranger reporter tagger editor chief  admin
# Readers' pages: nobody is known there, so all get the same
people:person_index                    -                                  GET      200
people:person_index                    -                                  POST     405
people:person                          person                             GET      200
people:person                          person,hidden,missing              POST     405
people:person                          hidden,missing                     GET      404
people:organization_index              -                                  GET      200
people:organization_index              -                                  POST     405
people:organization                    organization                       GET      200
people:organization                    organization,missing               POST     405
people:organization                    missing                            GET      404
people:place_index                     -                                  GET      200
people:place_index                     -                                  POST     405
people:place                           place                              GET      200
people:place                           place,missing                      POST     405
people:place                           missing                            GET      404
articles:home                          -                                  GET      200
articles:home                          -                                  POST     405
articles:article                       own,other,later,missing            GET      404
articles:article                       own,other,later,live,gone,missing  POST     405
articles:article                       live                               GET      200
articles:article                       gone                               GET      410
articles:section                       section                            GET      200
articles:section                       section,missing                    POST     405
articles:section                       missing                            GET      404
articles:topic                         topic                              GET      200
articles:topic                         topic,missing                      POST     405
articles:topic                         missing                            GET      404
articles:archive                       -                                  GET      200
articles:archive                       -                                  POST     405
articles:month                         month,missing                      GET      200
articles:month                         month,missing                      POST     405
articles:corrections                   -                                  GET      200
articles:corrections                   -                                  POST     405
articles:page                          page                               GET      200
articles:page                          page,missing                       POST     405
articles:page                          missing                            GET      404

# The admin itself
admin:index                            -                                  GET,POST login    200      200    200    200    200
admin:login                            -                                  GET      200      desk     desk   desk   desk   desk
admin:login                            -                                  POST     200
admin:logout                           -                                  GET      desk     405      405    405    405    405
admin:logout                           -                                  POST     desk     200      200    200    200    200
admin:password_change                  -                                  GET,POST login    200      200    200    200    200
admin:password_change_done             -                                  GET      login    200      200    200    200    200
admin:password_change_done             -                                  POST     login    405      405    405    405    405
admin:autocomplete                     -                                  GET      login    403      403    403    403    403
admin:autocomplete                     -,find_person,find_story           POST     login    405      405    405    405    405
admin:autocomplete                     find_person,find_story             GET      login    200      200    200    200    200
admin:jsi18n                           -                                  GET      login    200      200    200    200    200
admin:jsi18n                           -                                  POST     login    405      405    405    405    405
admin:app_list                         app                                GET,POST login    desk     desk   desk   desk   desk
admin/(?P<url>.*)$                     slashless                          GET,POST login    there    there  there  there  there
admin/(?P<url>.*)$                     missing                            GET,POST login    404      404    404    404    404

# Pictures
admin:articles_image_add               -                                  GET,POST login    there    403    there  there  there
admin:articles_image_bring_back        missing                            GET,POST login    desk     desk   desk   desk   desk
admin:articles_image_bring_back        picture_live                       GET      login    403      403    200    200    200
admin:articles_image_bring_back        picture_live                       POST     login    403      403    there  there  there
admin:articles_image_bring_back        picture_other                      GET      login    desk     desk   200    200    200
admin:articles_image_bring_back        picture_other                      POST     login    desk     desk   there  there  there
admin:articles_image_bring_back        picture_own                        GET      login    403      desk   200    200    200
admin:articles_image_bring_back        picture_own                        POST     login    403      desk   there  there  there
admin:articles_image_change            missing                            GET,POST login    desk     403    desk   desk   desk
admin:articles_image_change            picture_live                       POST     login    403      403    200    200    200
admin:articles_image_change            picture_other                      GET,POST login    desk     403    200    200    200
admin:articles_image_change            picture_own                        POST     login    200      403    200    200    200
admin:articles_image_change            picture_own,picture_live           GET      login    200      403    200    200    200
admin:articles_image_changelist        -                                  GET,POST login    200      403    200    200    200
admin:articles_image_choose            -                                  GET,POST login    200      403    200    200    200
admin:articles_image_delete            missing                            GET,POST login    desk     desk   desk   desk   desk
admin:articles_image_delete            picture_live                       GET,POST login    403      403    200    200    200
admin:articles_image_delete            picture_other                      GET      login    desk     desk   200    200    200
admin:articles_image_delete            picture_other                      POST     login    desk     desk   there  there  there
admin:articles_image_delete            picture_own                        GET      login    403      desk   200    200    200
admin:articles_image_delete            picture_own                        POST     login    403      desk   there  there  there
admin:articles_image_history           missing                            GET,POST login    desk     403    desk   desk   desk
admin:articles_image_history           picture_live                       GET,POST login    403      403    200    200    200
admin:articles_image_history           picture_other                      GET,POST login    desk     403    200    200    200
admin:articles_image_history           picture_own                        GET,POST login    200      403    200    200    200
admin:articles_image_redact            missing                            GET,POST login    desk     desk   desk   desk   desk
admin:articles_image_redact            picture_live                       GET,POST login    403      403    200    200    200
admin:articles_image_redact            picture_other                      GET,POST login    desk     desk   200    200    200
admin:articles_image_redact            picture_own                        GET,POST login    200      desk   200    200    200
admin:articles_image_upload            -                                  GET      login    405      405    405    405    405
admin:articles_image_upload            -                                  POST     login    there    403    there  there  there
admin:articles_image_withdraw          missing                            GET,POST login    desk     desk   desk   desk   desk
admin:articles_image_withdraw          picture_live                       GET      login    403      403    200    200    200
admin:articles_image_withdraw          picture_live                       POST     login    403      403    there  there  there
admin:articles_image_withdraw          picture_other                      GET      login    desk     desk   200    200    200
admin:articles_image_withdraw          picture_other                      POST     login    desk     desk   there  there  there
admin:articles_image_withdraw          picture_own                        GET      login    403      desk   200    200    200
admin:articles_image_withdraw          picture_own                        POST     login    403      desk   there  there  there
media                                  bytes_live                         GET      200
media                                  bytes_live,bytes_other,missing     POST     405
media                                  bytes_other,missing                GET      404
media_for_staff                        bytes_live                         GET      404      200      200    200    200    200
media_for_staff                        bytes_live,bytes_other,missing     POST     405
media_for_staff                        bytes_other                        GET      404      404      404    200    200    200
media_for_staff                        missing                            GET      404

# A version shared with somebody without an account
shared_preview                         link_own,link_live                 GET      200
shared_preview                         link_own,link_live,missing         POST     405
shared_preview                         missing                            GET      404
shared_picture                         link_picture                       GET      200
shared_picture                         link_picture,missing               POST     405
shared_picture                         missing                            GET      404

# Accounts
admin:welcome                          -                                  GET,POST 404
admin:welcome_link                     invitation                         GET      there
admin:welcome_link                     invitation                         POST     405
admin:welcome_link                     missing                            GET      404
admin:welcome_link                     missing                            POST     405
admin:newsroom_user_new_link           colleague,root,missing             GET      login    405      405    405    405    405
admin:newsroom_user_new_link           colleague                          POST     login    403      403    403    403    200
admin:newsroom_user_new_link           root                               POST     login    403      403    403    403    403
admin:newsroom_user_new_link           missing                            POST     login    403      403    403    403    404
admin:newsroom_user_end_sessions       colleague,root,missing             GET      login    405      405    405    405    405
admin:newsroom_user_end_sessions       colleague                          POST     login    403      403    403    403    there
admin:newsroom_user_end_sessions       root                               POST     login    403      403    403    403    403
admin:newsroom_user_end_sessions       missing                            POST     login    403      403    403    403    404
admin:newsroom_user_changelist         -                                  GET,POST login    403      403    403    403    200
admin:newsroom_user_add                -                                  GET,POST login    403      403    403    403    200
admin:newsroom_user_history            colleague                          GET,POST login    403      403    403    403    200
admin:newsroom_user_history            root                               GET,POST login    403      403    403    403    403
admin:newsroom_user_history            missing                            GET,POST login    403      403    403    403    desk
admin:newsroom_user_delete             colleague,root,missing             GET,POST login    403      403    403    403    403
admin:newsroom_user_change             colleague                          GET,POST login    403      403    403    403    200
admin:newsroom_user_change             root                               GET      login    403      403    403    403    200
admin:newsroom_user_change             root                               POST     login    403      403    403    403    403
admin:newsroom_user_change             missing                            GET,POST login    403      403    403    403    desk

# Stories
admin:articles_article_compare         live                               GET      login    403      403    404    404    404
admin:articles_article_compare         missing                            GET      login    404      404    404    404    404
admin:articles_article_compare         own,other,later,gone               GET      login    404      403    404    404    404
admin:articles_article_compare         own,other,later,live,gone,missing  POST     login    405      405    405    405    405
admin:articles_article_history         live                               GET,POST login    403      403    200    200    200
admin:articles_article_history         missing                            GET,POST login    404      404    404    404    404
admin:articles_article_history         other,later,gone                   GET,POST login    404      403    200    200    200
admin:articles_article_history         own                                GET,POST login    200      403    200    200    200
admin:articles_article_pending         later,gone                         GET,POST login    404      403    200    200    200
admin:articles_article_pending         live                               GET,POST login    403      403    200    200    200
admin:articles_article_pending         missing                            GET,POST login    404      404    404    404    404
admin:articles_article_pending         other                              GET,POST login    404      403    403    403    403
admin:articles_article_pending         own                                GET,POST login    403      403    403    403    403
admin:articles_article_preview         live                               POST     login    403      403    200    200    200
admin:articles_article_preview         missing                            GET,POST login    404      404    404    404    404
admin:articles_article_preview         other,later,gone                   GET      login    404      200    200    200    200
admin:articles_article_preview         other,later,gone                   POST     login    404      403    200    200    200
admin:articles_article_preview         own                                POST     login    200      403    200    200    200
admin:articles_article_preview         own,live                           GET      login    200      200    200    200    200
admin:articles_article_preview_revoke  link_live                          POST     login    403      403    there  there  there
admin:articles_article_preview_revoke  link_other                         POST     login    404      403    there  there  there
admin:articles_article_preview_revoke  link_own                           POST     login    there    403    there  there  there
admin:articles_article_preview_revoke  link_own,link_other,link_live,missing GET     login  405    405    405    405    405
admin:articles_article_preview_revoke  missing                            POST     login    404      404    404    404    404
admin:articles_article_previews        live                               GET,POST login    403      403    200    200    200
admin:articles_article_previews        missing                            GET,POST login    404      404    404    404    404
admin:articles_article_previews        other,later,gone                   GET,POST login    404      403    200    200    200
admin:articles_article_previews        own                                GET,POST login    200      403    200    200    200
admin:articles_article_restore         missing                            POST     login    404      404    404    404    404
admin:articles_article_restore         version_live                       POST     login    403      403    there  there  there
admin:articles_article_restore         version_other                      POST     login    404      403    there  there  there
admin:articles_article_restore         version_own                        POST     login    there    403    there  there  there
admin:articles_article_restore version_own,version_other,version_live,missing GET login 405 405 405 405 405
admin:articles_article_version         missing                            GET      login    404      404    404    404    404
admin:articles_article_version         version_live                       GET      login    403      403    200    200    200
admin:articles_article_version         version_other                      GET      login    404      403    200    200    200
admin:articles_article_version         version_own                        GET      login    200      403    200    200    200
admin:articles_article_version version_own,version_other,version_live,missing POST login 405 405 405 405 405
admin:articles_article_unpublish       own                                GET,POST login    403      403    there  there  there
admin:articles_article_unpublish       other                              GET,POST login    desk     403    there  there  there
admin:articles_article_unpublish       later                              GET,POST login    desk     403    200    200    200
admin:articles_article_unpublish       live                               GET,POST login    403      403    403    200    200
admin:articles_article_unpublish       gone                               GET,POST login    desk     403    403    there  there
admin:articles_article_unpublish       missing                            GET,POST login    desk     desk   desk   desk   desk
admin:articles_article_move            own                                GET,POST login    200      403    200    200    200
admin:articles_article_move            other                              GET,POST login    desk     403    200    200    200
admin:articles_article_move            later,gone                         GET,POST login    desk     403    there  there  there
admin:articles_article_move            live                               GET,POST login    403      403    there  there  there
admin:articles_article_move            missing                            GET,POST login    desk     desk   desk   desk   desk
admin:articles_article_names_of_new    -                                  GET      login    405      405    405    405    405
admin:articles_article_names_of_new    -                                  POST     login    200      403    200    200    200
admin:articles_article_names           own,other,later,live,gone,missing  GET      login    405      405    405    405    405
admin:articles_article_names           own                                POST     login    200      200    200    200    200
admin:articles_article_names           other,later,gone                   POST     login    404      200    200    200    200
admin:articles_article_names           live                               POST     login    403      200    200    200    200
admin:articles_article_names           missing                            POST     login    404      404    404    404    404
admin:articles_article_presence        own,other,later,live,gone,missing  GET      login    405    405    405    405    405
admin:articles_article_presence        own                                POST     login    400    403    400    400    400
admin:articles_article_presence        other,later,gone                   POST     login    404    403    400    400    400
admin:articles_article_presence        live                               POST     login    403    403    400    400    400
admin:articles_article_presence        missing                            POST     login    404    404    404    404    404
admin:articles_article_autosave        own,other,later,live,gone,missing  GET      login    405    405    405    405    405
admin:articles_article_autosave        own                                POST     login    200    403    200    200    200
admin:articles_article_autosave        other,later,gone                   POST     login    404    403    200    200    200
admin:articles_article_autosave        live                               POST     login    403    403    200    200    200
admin:articles_article_autosave        missing                            POST     login    404    404    404    404    404
admin:articles_article_autosave_of_new -                                  GET      login    405    405    405    405    405
admin:articles_article_autosave_of_new -                                  POST     login    400    403    400    400    400
admin:articles_article_note            own,other,later,live,gone,missing  GET      login    405      405    405    405    405
admin:articles_article_note            own                                POST     login    422      422    422    422    422
admin:articles_article_note            other,later,gone                   POST     login    404      422    422    422    422
admin:articles_article_note            live                               POST     login    403      422    422    422    422
admin:articles_article_note            missing                            POST     login    404      404    404    404    404
admin:articles_article_note_resolve    note_own,note_other,note_live,missing GET      login    405      405    405    405    405
admin:articles_article_note_resolve    note_own                           POST     login    there    there  there  there  there
admin:articles_article_note_resolve    note_other                         POST     login    404      there  there  there  there
admin:articles_article_note_resolve    note_live                          POST     login    403      there  there  there  there
admin:articles_article_note_resolve    missing                            POST     login    404      404    404    404    404
admin:articles_article_note_reopen     note_own,note_other,note_live,missing GET      login    405      405    405    405    405
admin:articles_article_note_reopen     note_own                           POST     login    there    there  there  there  there
admin:articles_article_note_reopen     note_other                         POST     login    404      there  there  there  there
admin:articles_article_note_reopen     note_live                          POST     login    403      there  there  there  there
admin:articles_article_note_reopen     missing                            POST     login    404      404    404    404    404
admin:articles_article_tags            own,live                           GET,POST login    403      200    there  there  there
admin:articles_article_tags            other,later,gone                   GET,POST login    404      200    there  there  there
admin:articles_article_tags            missing                            GET,POST login    404      404    404    404    404
admin:articles_article_changelist      -                                  GET,POST login    200      200    200    200    200
admin:articles_article_add             -                                  GET,POST login    200      403    200    200    200
admin:articles_article_delete          own,other,later,live,gone,missing  GET,POST login    403      403    403    403    403
admin:articles_article_change          own,live                           GET      login    200      there  200    200    200
admin:articles_article_change          own                                POST     login    200      403    200    200    200
admin:articles_article_change          other,later,gone                   GET      login    desk     there  200    200    200
admin:articles_article_change          other,later,gone                   POST     login    desk     403    200    200    200
admin:articles_article_change          live                               POST     login    403      403    200    200    200
admin:articles_article_change          missing                            GET      login    desk     desk   desk   desk   desk
admin:articles_article_change          missing                            POST     login    desk     403    desk   desk   desk

# The log
admin:articles_auditentry_changelist   -                                  GET      login    403      403    403    200    200
admin:articles_auditentry_changelist   -                                  POST     login    405      405    405    405    405
admin:articles_auditentry_export       -                                  GET      login    405      405    405    405    405
admin:articles_auditentry_export       -                                  POST     login    403      403    403    200    200

# Front page, sections, topics, standing pages
admin:articles_frontpage_changelist    -                                  GET,POST login    403      403    200    200    200
admin:articles_frontpage_add           -                                  GET,POST login    403      403    200    200    200
admin:articles_frontpage_history       front                              GET,POST login    403      403    200    200    200
admin:articles_frontpage_history       missing                            GET,POST login    403      403    desk   desk   desk
admin:articles_frontpage_delete        front,missing                      GET,POST login    403      403    403    403    403
admin:articles_frontpage_change        front                              GET,POST login    403      403    200    200    200
admin:articles_frontpage_change        missing                            GET,POST login    403      403    desk   desk   desk
admin:articles_section_changelist      -                                  GET,POST login    200      200    200    200    200
admin:articles_section_add             -                                  GET,POST login    403      403    200    200    200
admin:articles_section_history         section                            GET,POST login    403      403    200    200    200
admin:articles_section_history         missing                            GET,POST login    desk     desk   desk   desk   desk
admin:articles_section_delete          section,missing                    GET,POST login    403      403    403    403    403
admin:articles_section_change          section                            GET      login    200      200    200    200    200
admin:articles_section_change          section                            POST     login    403      403    200    200    200
admin:articles_section_change          missing                            GET      login    desk     desk   desk   desk   desk
admin:articles_section_change          missing                            POST     login    403      403    desk   desk   desk
admin:articles_topic_changelist        -                                  GET,POST login    200      200    200    200    200
admin:articles_topic_add               -                                  GET,POST login    200      403    200    200    200
admin:articles_topic_history           topic                              GET,POST login    403      403    200    200    200
admin:articles_topic_history           missing                            GET,POST login    desk     desk   desk   desk   desk
admin:articles_topic_delete            topic,missing                      GET,POST login    403      403    403    403    403
admin:articles_topic_change            topic                              GET      login    200      200    200    200    200
admin:articles_topic_change            topic                              POST     login    403      403    200    200    200
admin:articles_topic_change            missing                            GET      login    desk     desk   desk   desk   desk
admin:articles_topic_change            missing                            POST     login    403      403    desk   desk   desk
admin:articles_page_changelist         -                                  GET,POST login    403      403    200    200    200
admin:articles_page_add                -                                  GET,POST login    403      403    200    200    200
admin:articles_page_history            page                               GET,POST login    403      403    200    200    200
admin:articles_page_history            missing                            GET,POST login    403      403    desk   desk   desk
admin:articles_page_delete             page,missing                       GET,POST login    403      403    403    403    403
admin:articles_page_change             page                               GET,POST login    403      403    200    200    200
admin:articles_page_change             missing                            GET,POST login    403      403    desk   desk   desk

# People, organisations, places
admin:people_subject_duplicates        -                                  GET      login    403      403    200    200    200
admin:people_subject_duplicates        -                                  POST     login    403      403    404    404    404
admin:people_subject_apart             -                                  GET      login    403      403    200    200    200
admin:people_subject_apart             -                                  POST     login    403      403    404    404    404
admin:people_subject_changelist        -                                  GET,POST login    403      403    403    403    403
admin:people_subject_add               -                                  GET,POST login    403      403    403    403    403
admin:people_subject_history           person,hidden,missing              GET,POST login    403      403    403    403    403
admin:people_subject_delete            person,hidden,missing              GET,POST login    403      403    403    403    403
admin:people_subject_change            person                             GET,POST login    there    there  there  there  there
admin:people_subject_change            hidden                             GET,POST login    desk     desk   there  there  there
admin:people_subject_change            missing                            GET,POST login    desk     desk   desk   desk   desk
admin:people_person_merge              -                                  GET,POST login    403      403    403    there  there
admin:people_person_merges             -                                  GET,POST login    403      403    403    200    200
admin:people_person_split              merge_of_people                    GET      login    403      403    403    200    200
admin:people_person_split              merge_of_people                    POST     login    403      403    403    there  there
admin:people_person_split              missing                            GET,POST login    403      403    403    404    404
admin:people_person_changelist         -                                  GET,POST login    200      200    200    200    200
admin:people_person_add                -                                  GET,POST login    200      200    200    200    200
admin:people_person_history            person                             GET,POST login    403      403    200    200    200
admin:people_person_history            hidden                             GET,POST login    desk     desk   200    200    200
admin:people_person_history            missing                            GET,POST login    desk     desk   desk   desk   desk
admin:people_person_delete             person,hidden,missing              GET,POST login    403      403    403    403    403
admin:people_person_change             person                             GET      login    200      200    200    200    200
admin:people_person_change             person,hidden                      POST     login    403      403    200    200    200
admin:people_person_change             hidden                             GET      login    desk     desk   200    200    200
admin:people_person_change             missing                            GET      login    desk     desk   desk   desk   desk
admin:people_person_change             missing                            POST     login    403      403    desk   desk   desk
admin:people_organization_merge        -                                  GET,POST login    403      403    403    there  there
admin:people_organization_merges       -                                  GET,POST login    403      403    403    200    200
admin:people_organization_split        merge_of_organizations             GET      login    403      403    403    200    200
admin:people_organization_split        merge_of_organizations             POST     login    403      403    403    there  there
admin:people_organization_split        missing                            GET,POST login    403      403    403    404    404
admin:people_organization_changelist   -                                  GET,POST login    200      200    200    200    200
admin:people_organization_add          -                                  GET,POST login    200      200    200    200    200
admin:people_organization_history      organization                       GET,POST login    403      403    200    200    200
admin:people_organization_history      missing                            GET,POST login    desk     desk   desk   desk   desk
admin:people_organization_delete       organization,missing               GET,POST login    403      403    403    403    403
admin:people_organization_change       organization                       GET      login    200      200    200    200    200
admin:people_organization_change       organization                       POST     login    403      403    200    200    200
admin:people_organization_change       missing                            GET      login    desk     desk   desk   desk   desk
admin:people_organization_change       missing                            POST     login    403      403    desk   desk   desk
admin:people_place_merge               -                                  GET,POST login    403      403    403    there  there
admin:people_place_merges              -                                  GET,POST login    403      403    403    200    200
admin:people_place_split               merge_of_places                    GET      login    403      403    403    200    200
admin:people_place_split               merge_of_places                    POST     login    403      403    403    there  there
admin:people_place_split               missing                            GET,POST login    403      403    403    404    404
admin:people_place_changelist          -                                  GET,POST login    200      200    200    200    200
admin:people_place_add                 -                                  GET,POST login    200      200    200    200    200
admin:people_place_history             place                              GET,POST login    403      403    200    200    200
admin:people_place_history             missing                            GET,POST login    desk     desk   desk   desk   desk
admin:people_place_delete              place,missing                      GET,POST login    403      403    403    403    403
admin:people_place_change              place                              GET      login    200      200    200    200    200
admin:people_place_change              place                              POST     login    403      403    200    200    200
admin:people_place_change              missing                            GET      login    desk     desk   desk   desk   desk
admin:people_place_change              missing                            POST     login    403      403    desk   desk   desk
"""
