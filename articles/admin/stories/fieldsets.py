"""Which fields the writing form shows to whom, in which groups."""

from django.utils.translation import gettext as _

from articles.admin.stories.form import CONTENT_FIELDS

WRITING = ["title", "summary", "body", "opened_version", "form_token"]
PLACE = ["section", "language", "kind", "dateline"]
SUBJECTS = ["people", "places", "organizations", "main_subjects", "topics"]
SOURCE = [
    "source_outlet",
    "source_authors",
    "source_url",
    "source_title",
    "source_date",
    "source_licence",
    "source_edited",
]
UPDATES = ["news_changed", "update_reason", "materially_updated_at"]
DISCOVERY = ["breaking_until", "noindex"]
#: What a user who may not change a story is shown of it.
READING = [
    "title_shown",
    "summary_shown",
    "text_shown",
    "section",
    "language",
    "kind",
    "dateline_shown",
    "published_at",
    "subjects_shown",
]


def story_fieldsets(user, *, is_new: bool) -> list[tuple]:
    """Of a story: who publishes also sees its times, its address and what readers are told of an update."""
    groups = [(None, WRITING, "writing"), (_("Picture"), ["lead_image"], "side picture")]
    if user.has_perm("articles.publish_article"):
        groups.append((_("Time"), ["published_at", "withdraw_at", "embargo_until"], "side time"))
    groups += [(_("Place"), PLACE, "side"), (_("People, places and topics"), SUBJECTS, "side subjects")]
    groups.append((_("Translation"), ["translation_of"], "side collapse"))
    if user.has_perm("articles.publish_article"):
        if not is_new:
            groups.append((_("Substantial update"), UPDATES, "side collapse"))
        groups += [
            (_("Republished from"), [*SOURCE, "canonical_at_source"], "side collapse"),
            (_("Breaking and search engines"), DISCOVERY, "side collapse"),
            (_("Address and assignment"), ["slug", "assigned_to"], "side collapse"),
        ]
    else:
        groups.append((_("Republished from"), SOURCE, "side collapse"))
    return [(name, {"fields": fields, "classes": classes.split()}) for name, fields, classes in groups]


def content_fieldsets(user) -> list[tuple]:
    """Of a pending change: what a story says, and nothing of where it stands."""
    kept = []
    for name, options in story_fieldsets(user, is_new=False):
        if fields := [field for field in options["fields"] if field in CONTENT_FIELDS - {"form_token"}]:
            kept.append((name, options | {"fields": fields + ([] if kept else ["base_version"])}))
    return kept
