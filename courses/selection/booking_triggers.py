"""What the database itself keeps and refuses of this room: the bookings of rooms and teachers.

Each lesson's booking follows the lesson and its class, and two of one room or one teacher at one time are refused. On PostgreSQL an exclusion
constraint (migration “booking”) says the same once more; whoever books waits there for others who do, so that two who want the same room in the same
moment come one after the other and none ends in a deadlock. The class is held first: it cannot get another room between reading and booking.
"""

from __future__ import annotations

from college.triggers import Keeping, Trigger

OVERLAPS = "booking_overlaps"  # in the database's words, also in the names of the constraints
LESSON, OFFERING, BOOKING = "courses_lesson", "courses_offering", "courses_booking"
ONE_AT_A_TIME = "PERFORM pg_advisory_xact_lock(20290, 1)"  # two numbers that nothing else here uses

TAKEN = (
    f"NOT NEW.is_known AND EXISTS (SELECT 1 FROM {BOOKING} WHERE lesson_id <> NEW.lesson_id "  # noqa: S608  # names of ours
    "AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at AND (room_id = NEW.room_id OR teacher_id = NEW.teacher_id))"
)
HOLD = f"PERFORM 1 FROM {OFFERING} WHERE id = NEW.offering_id FOR NO KEY UPDATE"


def _booked_anew(lessons: str) -> str:
    """Statements that book these lessons (a query of their keys) as they and their classes are now."""
    return (
        f"DELETE FROM {BOOKING} WHERE lesson_id IN ({lessons}); "  # noqa: S608
        f"INSERT INTO {BOOKING} (lesson_id, room_id, teacher_id, starts_at, ends_at, is_known) "
        "SELECT one.id, COALESCE(one.room_id, CASE WHEN class.mode <> 'online' THEN class.room_id END), class.teacher_id, one.starts_at, one.ends_at, FALSE "
        f"FROM {LESSON} one JOIN {OFFERING} class ON class.id = one.offering_id WHERE class.state <> 'cancelled' AND one.id IN ({lessons}) "
        "ORDER BY one.starts_at"
    )


def _anew(*columns: str) -> str:
    return " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)


OF_LESSON = ("offering_id", "room_id", "starts_at", "ends_at")
OF_CLASS = ("room_id", "teacher_id", "mode")
REOPENED = "(OLD.state = 'cancelled') <> (NEW.state = 'cancelled')"
TO_COME = f"SELECT id FROM {LESSON} WHERE offering_id = NEW.id AND ends_at > {{now}}"  # noqa: S608

GUARDS = (
    Trigger("courses_booking_insert", BOOKING, "INSERT", TAKEN, OVERLAPS, ONE_AT_A_TIME),
    Trigger("courses_booking_update", BOOKING, "UPDATE", TAKEN, OVERLAPS, ONE_AT_A_TIME),
    Keeping("courses_lesson_booked", LESSON, "INSERT", "", _booked_anew("SELECT NEW.id"), HOLD),
    Keeping("courses_lesson_moved", LESSON, f"UPDATE OF {', '.join(OF_LESSON)}", _anew(*OF_LESSON), _booked_anew("SELECT NEW.id"), HOLD),
    Keeping("courses_offering_moved", OFFERING, f"UPDATE OF {', '.join(OF_CLASS)}, state", f"{_anew(*OF_CLASS)} OR {REOPENED}", _booked_anew(TO_COME)),
)
