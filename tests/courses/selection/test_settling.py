"""What was drawn against what is so on the day, on plain values."""

import pytest

from courses.selection.rules.draw import Option, Seat
from courses.selection.rules.settling import Lost, Today, settle


class TestSettling:
    """Seat 1 of each class was drawn for "a", 2 for "b"."""

    A, B = Seat("a", 1, 1), Seat("b", 1, 1)
    WISHES = {"a": [1, 2, 3], "b": [1, 2]}

    def settled(self, options, holds=None, gone=(), seats=(A, B), limit=2, beyond=None):
        today = Today({one.id: one for one in options}, {"a": (), "b": (), **(holds or {})}, gone, beyond or {})
        return settle(seats, self.WISHES, today, limit)

    def test_nothing_has_changed(self):
        done = self.settled([Option(1, 2), Option(2, 5)])
        assert (done.given, done.instead, done.lost) == ([self.A, self.B], [], {})

    def test_a_cancelled_class_leads_to_the_next_wish_that_has_room_in_the_order_of_the_draw(self):
        done = self.settled([Option(2, 1), Option(3, 1)])
        assert done.lost == {self.A: Lost.CANCELLED, self.B: Lost.CANCELLED}
        assert done.instead == [Seat("a", 2, 2)]

    @pytest.mark.parametrize(
        ("options", "holds", "why", "instead"),
        [
            ([Option(1, 1), Option(2, 9)], {}, {B: Lost.FULL}, [Seat("b", 2, 2)]),
            ([Option(1, 2, times=((0, 9),)), Option(2, 9), Option(7, 0, times=((5, 6),))], {"b": {7}}, {B: Lost.CLASH}, [Seat("b", 2, 2)]),
            ([Option(1, 2), Option(2, 9), Option(7, 0), Option(8, 0)], {"b": {7, 8}}, {B: Lost.LIMIT}, []),
            ([Option(1, 2, course=5), Option(2, 9, course=5), Option(7, 0, course=5)], {"b": {7}}, {B: Lost.SAME_COURSE}, []),
            ([Option(1, 1), Option(2, 9)], {"b": {1}}, {}, []),
        ],
    )
    def test_a_day_that_has_changed(self, options, holds, why, instead):
        done = self.settled(options, holds)
        assert (done.lost, done.instead) == (why, instead)
        assert (self.B in done.there) is ("b" in holds and 1 in holds["b"])

    def test_an_exception_from_the_limit_stands_in_the_list_and_is_kept(self):
        options, holds = [Option(1, 2), Option(2, 9), Option(7, 0), Option(8, 0)], {"a": {7, 8}, "b": {7, 8}}
        done = self.settled(options, holds, beyond={"b": {1}})
        assert (done.given, done.lost, done.instead) == ([self.B], {self.A: Lost.LIMIT}, [])

    def test_who_left_gets_nothing_and_takes_nothing_away(self):
        done = self.settled([Option(1, 1), Option(2, 9)], gone={"a"})
        assert (done.given, done.lost, done.instead) == ([self.B], {self.A: Lost.GONE}, [])
