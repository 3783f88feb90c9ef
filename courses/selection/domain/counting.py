"""Whether seats are counted honestly: asked of the database in one statement that shares nothing with the verbs."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

SQL = """
SELECT id, seats_taken, capacity, enrolled, held, offers FROM (
  SELECT o.id, o.seats_taken, o.capacity,
    (SELECT count(*) FROM courses_enrolment e WHERE e.offering_id = o.id AND e.state = 'enrolled') AS enrolled,
    (SELECT count(*) FROM courses_freedseat f WHERE f.offering_id = o.id AND f.state IN ('offered', 'resting')) AS held,
    (SELECT count(*) FROM courses_freedseat f WHERE f.offering_id = o.id AND f.state = 'offered') AS offered,
    (SELECT count(*) FROM courses_seatoffer s JOIN courses_freedseat f ON f.id = s.seat_id
      WHERE s.offering_id = o.id AND f.offering_id = o.id AND s.state = 'open' AND f.state = 'offered') AS offers,
    (SELECT count(*) FROM courses_seatoffer s WHERE s.offering_id = o.id AND s.state = 'open') AS all_offers
  FROM courses_offering o
) counted
WHERE seats_taken <> enrolled + held OR seats_taken > capacity OR offered <> offers OR offers <> all_offers
ORDER BY id
"""


class Miscounted(NamedTuple):
    """A class whose seats do not add up: taken must be enrolled + held (offered or at rest), and each offered seat has one open offer."""

    offering_id: int
    taken: int
    capacity: int
    enrolled: int
    held: int
    offers: int


def miscounted() -> list[Miscounted]:
    """All classes whose seats do not add up; none in an honest college."""
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        return [Miscounted(*row) for row in cursor.fetchall()]
