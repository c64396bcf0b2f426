"""Which fields the writing form shows to whom, in which groups."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.admin.stories.form import CONTENT_FIELDS

WRITING = ["title", "summary", "body", "opened_version", "form_token"]
SUBJECTS = ["people", "places", "organizations", "main_subjects"]
FILING = ["language", "kind", "dateline"]
TIMES = ["published_at", "withdraw_at", "embargo_until"]
SOURCE = [
    "source_outlet",
    "source_authors",
    "source_url",
    "source_title",
    "source_date",
    "source_licence",
    "source_edited",
]
UPDATES = ["news_changed", "update_reason", "materially_updated_at", "shows_changes"]
DISCOVERY = ["breaking_until", "noindex"]
ELSEWHERE = ["short_title"]
KNOWING = ["how_we_know"]
#: What a user who may not change a story is shown of it.
READING = [
    "title_shown",
    "summary_shown",
    "text_shown",
    "section",
    "language",
    "kind",
    "dateline_shown",
    "short_title_shown",
    "how_we_know_shown",
    "published_at",
    "subjects_shown",
]


def story_fieldsets(user, *, is_new: bool) -> list[tuple]:
    """Of a story, in the order of the form's side. Who publishes also sees its times, its address and what readers are told.

    Their first class is the group's key; what is a drawer, ``articles.admin.stories.side`` says.
    """
    may_publish = user.has_perm("articles.publish_article")
    groups = [
        (None, WRITING, "writing"),
        (_("Tagged"), SUBJECTS, "subjects"),
        (_("Picture"), ["lead_image"], "picture"),
        (_("Section and topics"), ["section", "topics"], "place"),
        (_("Language and kind"), FILING, "filing"),
        (_("How we know"), KNOWING, "knowing"),
        (pgettext("times of a story", "Schedule"), TIMES if may_publish else [], "schedule"),
        (_("Translation"), ["translation_of"], "translation"),
        (_("Republished from"), [*SOURCE, "canonical_at_source"] if may_publish else SOURCE, "source"),
        (_("Address and assignment"), ["slug", "assigned_to"] if may_publish else [], "address"),
        (_("Search and social cards"), ELSEWHERE + ([*DISCOVERY, "republishing"] if may_publish else []), "discovery"),
        (_("Substantial update"), UPDATES if may_publish and not is_new else [], "update"),
    ]
    return [(name, {"fields": fields, "classes": [key]}) for name, fields, key in groups if fields]


def content_fieldsets(user) -> list[tuple]:
    """Of a pending change: what a story says, and nothing of where it stands."""
    kept = []
    for name, options in story_fieldsets(user, is_new=False):
        if fields := [field for field in options["fields"] if field in CONTENT_FIELDS - {"form_token"}]:
            kept.append((name, options | {"fields": fields + ([] if kept else ["base_version"])}))
    return kept
