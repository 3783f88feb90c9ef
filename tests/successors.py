"""Tests of earlier days that have another name now, or became part of another test: the test, or the row of one, that looks at the same today (see
`tests.standing`)."""

_FORMS = "test_a_form_with_nothing_with_everything_twice_or_of_another_kind_is_answered"
_RELEASED = "test_a_complete_course_is_live_when_it_is_released"
_DEMO = "test_the_command_makes_a_believable_college"
_CLOSED = "test_a_closed_class_keeps_its_queue_and_offers_nothing_until_it_is_open_again"
_CANCELLED = "test_cancelled_nothing_is_offered_any_more_and_all_are_told"
_FREED = "test_after_selection_only_freed_seats_are_offered"
_FIRST = "test_the_first_in_line_is_offered_the_seat_and_accepts"
_MORE = "test_more_seats_are_offered_to_the_queue_and_fewer_take_those_that_rest"
_BUSY = "test_who_has_no_time_is_passed_over_and_keeps_her_place"

SUCCESSORS = {
    "test_a_form_with_nothing_or_with_everything_twice_is_answered": _FORMS,
    "test_a_body_of_another_kind_is_answered": _FORMS,
    "test_every_answer_is_guarded": "test_who_gets_what",
    "test_staff_approve_a_complete_course": _RELEASED,
    "test_a_second_run_changes_nothing": _DEMO,
    "test_many_picks_enqueue_one_job": "test_picks_of_two_seconds_make_one_job_and_the_next_takes_along_what_came_meanwhile",
    "test_production_sends_the_topics_as_one_sheet": "test_the_topics_are_sent_as_one_sheet",
    "test_the_freed_seat_goes_to_the_first_in_line": _FIRST,
    "test_the_seat_goes_to_the_first_who_has_the_time": _BUSY,
    "test_dropping_the_clash_moves_her_up_where_a_seat_is_free": "test_time_that_became_free_brings_an_offer_where_seats_are_free",
    "test_a_closed_class_keeps_a_queue_and_hands_out_nothing_until_it_is_open_again": _CLOSED,
    "test_the_office_opens_a_class_in_its_form_and_the_queue_gets_the_seats": _CLOSED,
    "test_a_seat_freed_in_a_closed_offering_waits_for_the_opening": _CLOSED,
    "test_after_selection_the_free_seats_wait_and_only_freed_ones_are_handed_on": _FREED,
    "test_seats_that_go_to_the_queue_by_themselves": _FREED,
    "test_the_sweep_gives_away_what_was_left_free": "test_at_its_hour_it_is_offered_to_those_who_have_come_since",
    "test_accounts_that_are_switched_off_get_no_seat": _BUSY,
    "test_a_cancelled_offering_keeps_its_people_and_promotes_nobody": _CANCELLED,
    "test_more_seats_go_to_the_queue_and_a_stale_form_never_writes_the_count": _MORE,
    "test_never_more_seats_than_are_free_are_handed_on": "test_seats_that_were_free_anyway_are_free_at_once",
    "test_drops_hand_each_seat_on_once": "test_drops_offer_each_seat_once_and_no_newcomer_is_faster",
    "test_one_person_waiting_for_two_clashing_classes_gets_one_of_them": "test_of_two_devices_one_accepts_and_of_two_clashing_offers_one_is_taken",
    "test_joining_while_the_last_seat_is_freed_leaves_nobody_beside_a_free_seat": "test_joining_while_the_last_seat_is_freed",
    "test_a_file_without_its_index": "test_a_hostile_file_ends_in_plain_words[without its index]",
    "test_sixty_sound_tracks": "test_a_hostile_file_ends_in_plain_words[of sixty tracks]",
    "test_a_picture_bomb_costs_nothing": "test_a_bomb_costs_no_more_than_looking_at_an_ordinary_file[a picture bomb]",
    "test_a_rotated_phone_stands_upright": "test_an_odd_recording_is_played[turned]",
    "test_one_single_picture_is_enough": "test_an_odd_recording_is_played[one picture]",
}
