"""The verbs of selection. Each is one transaction, takes its clock as `now` (aware), and refuses by raising."""

from courses.selection.domain.events import seats_changed
from courses.selection.domain.feeds import end_feed, feed_by_token, lessons_of_feed, new_feed
from courses.selection.domain.lessons import AnotherUpload, attach_recording, lesson_to_teach, may_teach, set_sample
from courses.selection.domain.offerings import cancel_offering, change_offering, close_offering, delete_lesson, open_offering, plan_lessons
from courses.selection.domain.once import BadKey, KeyReused, Repeated, forget_answers, once
from courses.selection.domain.placing import HasLesson, LessonHasOne, lessons_for, place, spare_recordings
from courses.selection.domain.plans import keep_window, turn_windows
from courses.selection.domain.queue import fill_seats, join_waitlist, leave_waitlist
from courses.selection.domain.recordings import NoRecording, SameFile, SameRecording, take_recording, twin_of
from courses.selection.domain.seats import drop, pick
from courses.selection.domain.standing import Standing, standing
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
    "AnotherUpload",
    "BadKey",
    "BadWishes",
    "ClassNotOffered",
    "HasLesson",
    "KeyReused",
    "LessonHasOne",
    "NoRecording",
    "NoSuchRound",
    "Repeated",
    "SameFile",
    "SameRecording",
    "Standing",
    "TooManyWishes",
    "WishesChanged",
    "WishesClosed",
    "add_wish",
    "attach_recording",
    "cancel_offering",
    "change_offering",
    "close_offering",
    "delete_lesson",
    "drop",
    "end_feed",
    "feed_by_token",
    "fill_seats",
    "forget_answers",
    "join_waitlist",
    "keep_window",
    "leave_waitlist",
    "lesson_to_teach",
    "lessons_for",
    "lessons_of_feed",
    "may_teach",
    "new_code",
    "new_feed",
    "once",
    "open_offering",
    "pick",
    "place",
    "plan_lessons",
    "remove_wish",
    "save_wishes",
    "seats_changed",
    "set_sample",
    "spare_recordings",
    "standing",
    "take_recording",
    "turn_windows",
    "twin_of",
    "wishes_in",
]
