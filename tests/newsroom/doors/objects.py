"""The objects that the doors are asked for, each made when a row that names it is walked, and from whom they are hidden."""

from datetime import timedelta
from urllib.parse import urlencode

from django.utils import timezone

from articles import library, previews, workflow
from articles.history import versions
from articles.history.content import Content
from articles.library import renditions
from articles.models import Article, FrontPage, Page, PreviewLink, ReaderService, Redirect, Term
from articles.pictures import shapes
from articles.site import changes as site
from articles.site import share_pictures
from articles.workflow import notes, pending, planning
from newsroom import accounts
from newsroom.models import User
from people import merging, naming
from people.base.pages import absolute
from tests.factories import (
    make_article,
    make_correction,
    make_image,
    make_organization,
    make_package,
    make_person,
    make_place,
    make_section,
    make_topic,
    make_user,
    picture_bytes,
)

#: Asked for where there is none. By the name of the address's parameter.
MISSING = {
    "pk": 987654321, "object_id": 987654321, "slug": "nothing-here", "token": "0" * 32, "url": "nothing/",
    "year": 1907, "month": 1, "move": "discard", "note": 987654321, "link": 987654321, "key": "now",
    "picture": "0" * 32, "name": f"{shapes.THUMBNAIL}.jpg", "language": "no", "form": "rss", "kind": "stories", "number": 0,
    "digest": "0" * 20, "what": "persons",
}  # fmt: skip

#: Parameters that are not of the object that is asked for.
GIVEN = {name: MISSING[name] for name in ("move", "name", "form")}


def own(users):
    return make_article("Own draft", published=False, created_by=users["reporter"])


def other(users):
    return make_article("Draft of another", published=False)


def scheduled(users):
    return make_article("Later", at=timezone.now() + timedelta(hours=3))


def live(users):
    return make_article("Live", about=[make_person()])


def live_own(users):
    return make_article("Live, of the reporter", created_by=users["reporter"])


def shared(make):
    """The picture for sharing of a story."""

    def pictured(users):
        article = make(users)
        return {"pk": article.pk, "digest": share_pictures.of_story(article).key}

    return pictured


def asked_of_oembed(make):
    return lambda users: {"?": urlencode({"url": absolute(make(users).get_absolute_url())})}


def withdrawn(users):
    moment = timezone.now() - timedelta(hours=1)
    return make_article("Gone", published=False, status="withdrawn", withdrawn_at=moment, first_public_at=moment)


def told(users):
    """A story of which readers may see what changed."""
    article = live(users)
    make_correction(article, shows_changes=True, changes_from=article.version)
    return article


def service(users):
    lines = {"signal": "newsroom.01", "key": "A key", "support_intro": "Readers pay."}
    return site.save(ReaderService(language="en", **lines))


def note_to(make):
    """A note of an editor's, which takes two numbers in an address: the story's and its own."""

    def noted(users):
        article = make(users)
        return {"pk": article.pk, "note": notes.write(article, by=users["editor"], text="Check the age.").note.pk}

    return noted


def version_of(make):
    """A story as it is now, with the number in its address that the pages of its history ask for."""

    def asked(users):
        return {"pk": make(users).pk, "key": "now", "?": "version=now&old=now"}

    return asked


def saved_by(user, article):
    """The key of a version of the story in its history."""
    with workflow.changing(article, by=user, comment="edited"):
        article.save()
    return versions.keys_of(article)[0]


def version_of_another(users):
    """The reporter's story, asked for a version of a story that they may not see."""
    key = saved_by(users["editor"], other(users))
    return {"pk": own(users).pk, "key": key, "?": f"version={key}&old={key}"}


def change_to(make):
    """A published story with a change that waits."""

    def changed(users):
        article = make(users)
        content = Content.of(article)
        content.fields["title"] = "What readers do not have"
        pending.save(article, content, by=users["editor"], opened=0, base_version=article.version)
        return article

    return changed


def link_to(make, **fields):
    """A shared preview of an editor's: of the story, by the number of its row and by its secret."""

    def linked(users):
        article = make(users)
        key = saved_by(users["editor"], article)
        link, token = previews.make_link(article, key, by=users["editor"], hours=72)
        PreviewLink.objects.filter(pk=link.pk).update(**fields)
        return {"pk": article.pk, "link": link.pk, "token": token}

    return linked


def link_to_picture(**fields):
    """A shared draft of an editor's that a picture leads, and the picture's address in it."""

    def linked(users):
        image = with_file(other_picture)(users)
        given = link_to(lambda users: make_article("Illustrated", published=False, lead_image=image), **fields)(users)
        return given | {"picture": image.token, "name": GIVEN["name"]}

    return linked


def link_to_another_picture(users):
    """A link that works, asked for a picture that its story does not show."""
    return link_to_picture()(users) | {"picture": with_file(other_picture)(users).token}


def link_of_another(users):
    """The reporter's story, asked to revoke the link to a story that they may not see."""
    return link_to(other)(users) | {"pk": own(users).pk}


def published_since(users):
    """A link to a draft that readers have by now."""
    asked = link_to(other)(users)
    article = Article.objects.get(pk=asked["pk"])
    workflow.publish(article, by=users["editor"], reason="It is only a test.")
    return asked


def own_picture(users):
    return make_image(alt="A street", uploaded_by=users["reporter"])


def other_picture(users):
    return make_image(alt="A street")


def live_picture(users):
    """One that a published story of somebody else's leads with."""
    image = other_picture(users)
    make_article("Live", lead_image=image)
    return image


def withdrawn_picture(users):
    image = live_picture(users)
    library.withdraw(image, by=users["editor"])
    return image


def with_file(make):
    """The picture with the one file that is asked for: all of them would be made by a process of its own."""

    def filed(users):
        image = make(users)
        place = renditions.path(image.token, GIVEN["name"])
        place.parent.mkdir(parents=True)
        place.write_bytes(picture_bytes("JPEG"))
        return image

    return filed


def hidden(users):
    person = make_person("Zorbulak Qanarovich")
    naming.expose(person, "withheld")
    return person


def merged(make):
    def record(users):
        return merging.merge(make("Dauletmurat Tajimuratov"), make("Dauletmurat Tadjimuratov"), by=users["admin"])

    return record


#: How to make each object, when its row is walked: a row, or a dictionary of the address's parameters, ``?`` its query.
OBJECTS = {
    "-": lambda users: {},
    "missing": lambda users: MISSING,
    "own": own,
    "other": other,
    "later": scheduled,
    "live": live,
    "live_own": live_own,
    "told": told,
    "service": service,
    "gone": withdrawn,
    "changed_own": change_to(live_own),
    "day_note": lambda users: planning.write_day_note(timezone.localdate(), "Court", by=users["editor"]),
    "day_note_on_other": lambda users: planning.write_day_note(
        timezone.localdate(), "Court", by=users["editor"], story=other(users)
    ),
    "note_own": note_to(own),
    "note_other": note_to(other),
    "note_live": note_to(live),
    "version_own": version_of(own),
    "version_other": version_of(other),
    "version_live": version_of(live),
    "version_live_own": version_of(live_own),
    "version_of_another": version_of_another,
    "link_own": link_to(own),
    "link_other": link_to(other),
    "link_live": link_to(live),
    "link_revoked": link_to(other, revoked_at=timezone.now()),
    "link_expired": link_to(other, made_at=timezone.now() - timedelta(2), expires_at=timezone.now() - timedelta(1)),
    "link_published": published_since,
    "link_of_another": link_of_another,
    "link_picture": link_to_picture(),
    "link_picture_revoked": link_to_picture(revoked_at=timezone.now()),
    "link_another_picture": link_to_another_picture,
    "link_unknown": lambda users: {"token": "A" * 43},
    "picture_own": own_picture,
    "picture_other": other_picture,
    "picture_live": live_picture,
    "files_own": with_file(own_picture),
    "files_other": with_file(other_picture),
    "files_live": with_file(live_picture),
    "files_withdrawn": with_file(withdrawn_picture),
    "person": lambda users: make_person(),
    "hidden": hidden,
    "organization": lambda users: make_organization(),
    "place": lambda users: make_place(),
    "merge_of_people": merged(make_person),
    "merge_of_organizations": merged(make_organization),
    "merge_of_places": merged(make_place),
    "section": lambda users: make_section(),
    "topic": lambda users: make_topic(),
    "package": lambda users: make_package("The ferry", make_article()),
    "package_kept": lambda users: make_package("The ferry tomorrow", make_article(published=False)),
    "page": lambda users: site.save(Page(title="About us", slug="about-us", language="en", body="<p>We.</p>")),
    "term": lambda users: site.explain(Term(term="inquest", language="en", definition="It asks how somebody died.")),
    "redirect": lambda users: site.redirect(Redirect(path="/old/", target="/archive/")),
    "edition": lambda users: {"language": "en"},
    "front": lambda users: FrontPage.objects.create(language="en"),
    "share_own": shared(own),
    "share_later": shared(scheduled),
    "share_live": shared(live),
    "share_gone": shared(withdrawn),
    "share_edition": lambda users: {"language": "en", "digest": share_pictures.of_edition("en").key},
    "oembed_live": asked_of_oembed(live),
    "oembed_own": asked_of_oembed(own),
    "oembed_gone": asked_of_oembed(withdrawn),
    "api_person": lambda users: {"what": "persons", "slug": make_person().slug},
    "api_hidden": lambda users: {"what": "persons", "slug": hidden(users).slug},
    "search_feed": lambda users: {"form": "rss", "?": "q=court"},
    "forms": lambda users: {"form": "atom"},
    "sitemap": lambda users: {"kind": "pages", "number": 1},
    "news": lambda users: {"number": 1},
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
HIDDEN_FROM_REPORTERS = ("other", "later", "gone", "note_other", "day_note_on_other", "version_other", "link_other")
HIDDEN = (
    {thing: {"reporter"} for thing in HIDDEN_FROM_REPORTERS}
    | {thing: {"tagger"} for thing in ("picture_own", "files_own")}
    | {thing: {"reporter", "tagger"} for thing in ("picture_other", "files_other", "hidden")}
)
HIDDEN_FROM_READERS = {
    "own", "other", "later", "share_own", "share_later", "api_hidden", "hidden",
    "files_own", "files_other", "files_withdrawn", "link_revoked", "link_expired",
    "link_picture_revoked", "link_another_picture",
    "package_kept",
}  # fmt: skip
