"""What the page of one picture shows beside its form: the picture, what its file said of itself, and where it is used."""

from django.utils.translation import gettext as _

from articles import library
from articles.admin.library.cards import Card, whole_picture
from articles.admin.library.forms import SUGGESTED, TOLD
from articles.admin.stages import shown_title, stage_word
from articles.admin.stories.form import SUBJECT_FIELDS
from articles.models import Article
from people.models import Subject


def page_of(image, form, request) -> dict:
    user = request.user
    may_edit = library.may_change(user, image)
    rows = rows_of(form, image) if may_edit else {}
    return {
        "image": image,
        "card": Card.of(image, user),
        "point": {"x": round(image.focal_x * 100), "y": round(image.focal_y * 100)},
        "shown": whole_picture(image, 1080),
        "rows": rows,
        "point_rows": [rows[name] for name in ("point_x", "point_y") if name in rows],
        "uses": uses_of(image, user),
        "warning": protected_warning(image, user),
        "is_own": image.uploaded_by_id == user.pk or user.has_perm("articles.edit_all_images"),
        "may_edit": may_edit,
        "may_withdraw": user.has_perm("articles.withdraw_image"),
        "may_redact": library.may_redact(user, image),
        "may_delete": may_edit and user.has_perm("articles.delete_image"),
    }


def rows_of(form, image) -> dict:
    """Each field of the form by its name, with what the file suggests for it and what it tells."""
    rows = {}
    for name in form.fields:
        said = [image.suggestions[key] for key in SUGGESTED.get(name, ()) if image.suggestions.get(key)]
        told = [image.suggestions[key] for key in TOLD.get(name, ()) if image.suggestions.get(key)]
        typed = form[name].value()
        known = subjects_called(told, name, form.user) if name in SUBJECT_FIELDS and told else {}
        chosen = {str(key) for key in typed or ()} if known else set()
        rows[name] = {
            "field": form[name],
            "said": [text for text in dict.fromkeys(said) if text != str(typed or "")],
            "known": [(text, subject) for text, subject in known.items() if str(subject.pk) not in chosen],
            "told": ", ".join(text for text in (names_in(told) if known else told) if text not in known),
            "is_subjects": name in SUBJECT_FIELDS,
        }
    return rows


def subjects_called(told, field: str, user) -> dict:
    """{name: whom it means}, of names that mean one of those whom the user may see, and of this field's kind."""
    model, _source = SUBJECT_FIELDS[field]
    return Subject.objects.visible_to(user).of_kind(model.KIND).by_name(names_in(told))


def names_in(told) -> list[str]:
    """Each name once: several of them stand in one text, as articles/pictures/metadata.py joins them."""
    return list(dict.fromkeys(name.strip() for text in told for name in text.split(",") if name.strip()))


def uses_of(image, user) -> dict:
    """Where the picture stands; what this user may not see is counted only."""
    stories = Article.objects.using_picture(image)
    seen = list(stories.visible_to(user).with_listing_data().order_by("-saved_at"))
    for story in seen:
        story.standing = stage_word(story)
        story.headline = shown_title(story, user)
    subjects = Subject.objects.filter(portrait__image=image)
    portraits = list(subjects.visible_to(user))
    hidden = stories.count() + subjects.count() - len(seen) - len(portraits)
    return {"stories": seen, "portraits": portraits, "hidden": hidden, "is_any": bool(seen or portraits or hidden)}


def protected_warning(image, user) -> str:
    """Said to those who may know it: somebody shown has a name that readers must not see."""
    if not user.has_perm("people.see_protected_subject"):
        return ""
    protected = [subject for subject in image.subjects.all() if not subject.is_named]
    if not protected:
        return ""
    labels = ", ".join(str(subject) for subject in protected)
    return _(
        "Protected: %(labels)s. The name is replaced in the texts, but readers may recognise the face. Consider covering it."
    ) % {"labels": labels}
