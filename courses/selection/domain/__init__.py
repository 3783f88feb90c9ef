"""The verbs of selection. Each is one transaction, takes its clock as `now` (aware), and refuses by raising."""

from courses.selection.domain.acting import Acting, NotHers, What, acts_for, done_for, helpers_of_all, may_act_for, serves, write_down
from courses.selection.domain.eligibility import no_longer_met, unmet_by, unmet_of, unmet_of_one
from courses.selection.domain.events import seats_changed
from courses.selection.domain.feeds import end_feed, feed_by_token, lessons_of_feed, new_feed
from courses.selection.domain.groups import groups_of, kept_of, newcomers
from courses.selection.domain.helping import agree, agree_at_desk, agree_by_card, elders_of, end_all, end_help, helpers_of, request_of, who_asks
from courses.selection.domain.lessons import AnotherUpload, attach_recording, lesson_to_teach, may_teach, set_sample
from courses.selection.domain.offerings import cancel_offering, change_offering, close_offering, delete_lesson, open_offering, plan_lessons
from courses.selection.domain.once import BadKey, KeyReused, Repeated, forget_answers, once
from courses.selection.domain.placing import HasLesson, LessonHasOne, lessons_for, place, spare_recordings
from courses.selection.domain.plans import keep_window, turn_windows
from courses.selection.domain.queue import fill_seats, join_waitlist, leave_waitlist
from courses.selection.domain.recordings import NoRecording, SameFile, SameRecording, take_recording, twin_of
from courses.selection.domain.seats import drop, pick
from courses.selection.domain.standing import Standing, standing
from courses.selection.domain.telling import give_pledge, keep_seat, take_back_pledge, tell_facts
from courses.selection.domain.waiving import BadWaiver, NotForOneself, exception_for, waive
from courses.selection.domain.wishes import (
    BadWishes,
    ClassNotOffered,
    NoSuchRound,
    TooManyWishes,
    WishesChanged,
    WishesClosed,
    add_wish,
    new_code,
    remove_wish,
    save_wishes,
    wishes_in,
)

__all__ = [
    "Acting",
    "AnotherUpload",
    "BadKey",
    "BadWaiver",
    "BadWishes",
    "ClassNotOffered",
    "HasLesson",
    "KeyReused",
    "LessonHasOne",
    "NoRecording",
    "NoSuchRound",
    "NotForOneself",
    "NotHers",
    "Repeated",
    "SameFile",
    "SameRecording",
    "Standing",
    "TooManyWishes",
    "What",
    "WishesChanged",
    "WishesClosed",
    "acts_for",
    "add_wish",
    "agree",
    "agree_at_desk",
    "agree_by_card",
    "attach_recording",
    "cancel_offering",
    "change_offering",
    "close_offering",
    "delete_lesson",
    "done_for",
    "drop",
    "elders_of",
    "end_all",
    "end_feed",
    "end_help",
    "exception_for",
    "feed_by_token",
    "fill_seats",
    "forget_answers",
    "give_pledge",
    "groups_of",
    "helpers_of",
    "helpers_of_all",
    "join_waitlist",
    "keep_seat",
    "keep_window",
    "kept_of",
    "leave_waitlist",
    "lesson_to_teach",
    "lessons_for",
    "lessons_of_feed",
    "may_act_for",
    "may_teach",
    "new_code",
    "new_feed",
    "newcomers",
    "no_longer_met",
    "once",
    "open_offering",
    "pick",
    "place",
    "plan_lessons",
    "remove_wish",
    "request_of",
    "save_wishes",
    "seats_changed",
    "serves",
    "set_sample",
    "spare_recordings",
    "standing",
    "take_back_pledge",
    "take_recording",
    "tell_facts",
    "turn_windows",
    "twin_of",
    "unmet_by",
    "unmet_of",
    "unmet_of_one",
    "waive",
    "who_asks",
    "wishes_in",
    "write_down",
]
