"""Which functions, commands and forms need not announce anything: readers do not see what they change."""

#: Why it need not announce -> module: functions.
QUIET = {
    "It asks and changes nothing.": """
        articles.workflow.awaited: waiting tokens in_english digests
        articles.workflow.changes: possible_moves ask_checklist refuse_stale refuse_long may_make
        articles.workflow.checklist: checklist resembling_names blockers warnings is_in_other_letters untitled_cards
        articles.workflow.copying: may_copy languages_for
        articles.workflow.listing: named_by periods
        articles.workflow.moves: possible fits is_made why_not why_not_permitted
        articles.workflow.notes: may_read colleagues too_long
        articles.workflow.pending: may_propose may_write may_discard possible_moves open_change newest content_of with_change
        articles.workflow.passages: may_settle
        articles.workflow.pointing: is_free kept kept_content
        articles.workflow.planning: may_write_day_notes may_remove_day_note may_change_day_note
        articles.workflow.permissions: may_edit may_tag owns has_in_hand sees
        articles.workflow.tagging: text_of public_text_of names_in rejected_in choose decide spelled
        articles.workflow.translations: may_follow may_tell_readers translation_of
        articles.workflow.visibility: why_not_visible story_at
        articles.library.changes: uses_of sentence
        articles.library.checks: media_can_be_written originals_lie_apart
        articles.library.image_uses: picture_problems problems_of picture_warnings
        articles.library.permissions: may_edit may_change may_redact require require_edit require_redact
        articles.library.renditions: folder path missing tell_nobody
        articles.library.views: public for_staff answer
        articles.rendering.masks: masks_for stories_holding pictures_holding
        articles.rendering.pictures: stories_with
        articles.rendering.passages: doubts_in passages_of passages_of_picture
        articles.rendering.stories: body_for masks_of_story everything_in
        people.naming.changes: public_labels may_be_label is_a_name initials
        articles.rendering.anew: progress
        articles.rendering.texts: names_that_stay
        articles.rendering.references: targets_of
        articles.rendering.glossary: explained spans_of terms_in without_links
        people.naming.hiding: masks_in masks_of_all paragraph_digest may_hold may_be_in_text protected_names
        people.naming.hidden_names: hidden_names
        people.naming.namesakes: held_back asked_about protected_with_questions
        people.naming.public_text: reading public_text tells may_be_in_name
        people.naming.texts: touched_by whose_names_tell
        people.naming.slugs: free_slug all_taken is_taken former_owner random_slug
        people.merging.changes: survivor_of merged_below require joint_exposure ancestors_of
        people.merging.ledger: written understood field_by_column columns rows_in values_of
        people.merging.relations: relations rows_of references
        people.merging.splitting: made_since
    """,
    "It is a part of a change that announces.": """
        articles.workflow.changes: hold_anew take_note
        articles.workflow.translations: link
        articles.library.image_uses: keep_uses
        articles.rendering.pictures: derive keep_trace
        articles.rendering.stories: derive keep_trace
        people.naming.listing: keep_back
        people.naming.namesakes: ask ask_about ask_no_more mark
        people.naming.slugs: move remember make_way hide bring_back
        articles.rendering.texts: read_rows store_rows follow follow_stories
        articles.rendering.references: follow
        articles.rendering.explaining: follow
        people.naming.texts: read_texts read_roles read_names store_changed store_texts store_roles store_names follow
        people.merging.changes: lock
    """,
    "It is about a story that no reader has.": """
        articles.workflow.copying: copy translate
        articles.workflow.changes: create submit take_back return_to_writer approve discard bring_back
    """,
    "It is the desk's own.": """
        articles.workflow.awaited: accept end_of end
        articles.workflow.changes: write_note
        articles.workflow.mailing: send_soon send_due send
        articles.workflow.notes: write add point resolve reopen answer_returns
        articles.workflow.pending: save move discard
        articles.workflow.planning: write_day_note change_day_note remove_day_note
        articles.workflow.pointing: mark_words take_out put_back
        articles.workflow.tagging: reject bring_back
    """,
    "It is about a picture that no reader has, or about its files.": """
        articles.library.changes: add delete
        articles.library.renditions: discard make_missing only_one
    """,
    "It has the work done by one that announces.": """
        articles.library.renditions: prepare_waiting do_job start_preparing look_at_stories_that_wait
        articles.workflow.completing: register do_job work_off start
        articles.workflow.listing: follow list_by_stories follow_stories_of_before
        articles.rendering.anew: begin begin_after_migrate start work_off do register
        manage.py: load_demo rebuild_renditions run_due
    """,
    "Readers get nothing that it changes.": """
        manage.py: check_media compare_names explain_visibility find_duplicates find_names refold_names sync_roles
        articles.site.changes: note_missing
        admin: articles.auditentry articles.daynote articles.pendingchange articles.translation newsroom.user people.subject
    """,
}
