"""Each screen of the admin has a browser test that does its main job, by what a person sees.

The front page could not be saved, and no test knew. Who adds a screen names its walk here; a walk starts at the desk
(tests/support/at_the_desk.py).
"""

import ast
from pathlib import Path

import pytest
from django.contrib import admin
from django.urls.resolvers import URLPattern

BROWSER = Path(__file__).resolve().parent.parent / "browser"

KEPT = "test_every_screen.test_sections_topics_standing_pages_and_words_are_kept"
NAMED = "test_every_screen.test_people_organisations_and_places_are_kept"
TWINS = "test_every_screen.test_two_records_of_one_person_are_merged_split_and_told_apart"
INVITED = "test_every_screen.test_somebody_is_invited_and_signs_in"
FOLLOWED = "test_every_screen.test_a_story_is_followed_through_versions_previews_notes_and_log"
FIRST = "test_first_story.test_from_a_pasted_text_to_the_readers_page_and_round_by_home_and_person"
REVIEW = "test_review.test_the_way_of_a_story_from_the_writer_to_the_reader_and_back"
PICTURES = "test_pictures.test_from_three_dropped_files_to_what_a_readers_browser_fetches"
WITHHELD = "test_withholding.test_a_name_is_withheld_looked_after_and_shown_again"
FRONT = "test_front_page.test_an_editor_saves_what_is_there_then_arranges_and_looks_at_the_page"

FRONTS = "test_fronts.test_an_editor_arranges_a_section_and_sets_the_breaking_bar"
PACKAGES = "test_fronts.test_an_editor_makes_a_package_and_puts_it_on_the_front_page"


def screens_of(model: str, walk: str) -> dict[str, str]:
    """The screens that each registered model has: its list, and adding, changing and history of a row."""
    return {f"{model}_{page}": walk for page in ("changelist", "add", "change", "history")}


#: The name of each address that shows a screen, or a button's answer on one, and the browser test that does its job.
WALKS = {
    "index": KEPT,
    **dict.fromkeys(["login", "logout", "password_change", "password_change_done", "welcome", "welcome_link"], INVITED),
    **screens_of("newsroom_user", INVITED),
    **dict.fromkeys(["newsroom_user_new_link", "newsroom_user_end_sessions"], INVITED),
    **dict.fromkeys(["articles_auditentry_changelist", "articles_auditentry_export"], FOLLOWED),
    **{
        name: walk
        for kind in ("section", "topic", "page", "term")
        for name, walk in screens_of(f"articles_{kind}", KEPT).items()
    },
    **{
        name: walk
        for kind in ("person", "organization", "place")
        for name, walk in screens_of(f"people_{kind}", NAMED).items()
    },
    **{
        f"people_{kind}_{page}": TWINS
        for kind in ("person", "organization", "place")
        for page in ("merge", "merges", "split")
    },
    **dict.fromkeys(["people_subject_duplicates", "people_subject_apart"], TWINS),
    **screens_of("articles_frontpage", FRONT),
    **dict.fromkeys(["articles_frontpage_put", "articles_frontpage_look"], FRONT),
    **dict.fromkeys(["articles_frontpage_choose", "articles_frontpage_breaking"], FRONTS),
    **screens_of("articles_package", PACKAGES),
    **screens_of("articles_image", PICTURES),
    "articles_image_withdraw": PICTURES,
    "articles_image_bring_back": PICTURES,
    "articles_image_delete": PICTURES,
    "articles_image_upload": PICTURES,
    "articles_image_redact": "test_pictures.test_areas_are_drawn_moved_and_covered",
    "articles_image_choose": "test_pictures.test_a_picture_is_added_on_the_spot_and_leads_the_story",
    **screens_of("articles_article", FIRST),
    **dict.fromkeys(["articles_article_move", "articles_article_unpublish", "articles_article_pending"], REVIEW),
    **{
        f"articles_article_{page}": FOLLOWED
        for page in (
            *("history", "version", "compare", "restore", "preview", "previews", "preview_revoke"),
            *("note", "note_resolve", "note_reopen"),
        )
    },
    **dict.fromkeys(
        ["articles_daynote_changelist", "articles_daynote_change_line", "articles_daynote_remove"],
        "test_planning.test_a_hearing_is_added_from_the_desk_changed_and_removed",
    ),
    **screens_of("articles_redirect", "test_every_screen.test_an_address_that_readers_miss_is_redirected"),
    **dict.fromkeys(
        ["articles_translation_changelist", "articles_article_up_to_date", "articles_article_tell_readers"],
        "test_translating.test_a_translation_is_begun_from_the_table_and_brought_up_to_date",
    ),
    **screens_of("articles_readerservice", "test_reader_services.test_the_tip_line_is_set_up_and_read"),
    "articles_article_copy": "test_every_screen.test_a_story_is_begun_in_another_edition",
    "articles_article_untagged": "test_planning.test_the_queue_leads_from_the_desk_to_a_story_to_tag",
    "articles_article_tags": "test_namesakes.test_a_tagger_uncovers_nobody_and_the_editor_is_asked",
    **dict.fromkeys(["articles_article_withheld", "articles_article_withheld_settle"], WITHHELD),
}

#: Addresses that show no screen of their own, and why.
NO_SCREEN = {
    "autocomplete": "answers what is typed into a field",
    "jsi18n": "words for scripts",
    "app_list": "leads to the desk",
    "people_subject_changelist": "refuses: records have lists by kind",
    "people_subject_add": "refuses",
    "people_subject_change": "leads to the form of its kind",
    "people_subject_history": "refuses",
    **{f"people_{kind}_show": "answers the names panel" for kind in ("person", "organization", "place")},
    **dict.fromkeys(["articles_article_autosave", "articles_article_autosave_of_new"], "answers a script"),
    **dict.fromkeys(["articles_article_names", "articles_article_names_of_new"], "answers the names panel"),
    "articles_article_presence": "answers a script",
    **dict.fromkeys(["articles_article_asking", "articles_article_asking_of_new"], "answers the button that publishes"),
    "articles_article_pending_asking": "answers the button that publishes a change",
    "articles_article_awaited": "answers a page that waits for a picture",
    "articles_image_words": "answers the fields below a picture in the story's form",
    "keeping_key": "answers a script",
    "articles_article_link_targets": "answers what is typed into the link dialogue",
    "articles_typed_time": "answers what is typed as a date",
    "articles_frontpage_find": "answers what is typed into the search",
    "articles_frontpage_open": "leads to the screen of a front",
    "articles_package_find": "answers what is typed into the search",
}


def names_of_addresses(patterns=None) -> set[str]:
    names = set()
    for pattern in admin.site.get_urls() if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            names.add(pattern.name or "")
        else:
            names |= names_of_addresses(pattern.url_patterns)
    deletes_nothing = {f"{model._meta.app_label}_{model._meta.model_name}_delete" for model in admin.site._registry}
    return names - {""} - (deletes_nothing - WALKS.keys())  # StaffAdmin refuses them all


def walks_in(module: str) -> set[str]:
    tree = ast.parse((BROWSER / f"{module}.py").read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_screen_names_the_walk_that_does_its_job():
    assert names_of_addresses() - WALKS.keys() - NO_SCREEN.keys() == set()


def test_no_walk_is_named_for_a_screen_that_is_gone():
    assert (WALKS.keys() | NO_SCREEN.keys()) - names_of_addresses() == set()


@pytest.mark.parametrize("walk", sorted(set(WALKS.values())))
def test_the_named_walk_exists_and_is_driven_by_a_browser(walk):
    module, name = walk.split(".")
    assert name in walks_in(module), f"{walk} is gone: name the walk that does the job of its screens now"
    assert 'needs("chromium"' in (BROWSER / f"{module}.py").read_text(encoding="utf-8")
