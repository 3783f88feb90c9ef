"""Synthetic people."""

from demo.seeding.names import RARE, people


def test_people_are_the_same_at_every_run_and_nobody_twice() -> None:
    crowd = people(300)
    assert crowd == people(300)
    assert len({person.username for person in crowd}) == len({person.phone for person in crowd}) == 300


def test_phones_are_of_the_range_for_examples() -> None:
    assert all(person.phone.startswith("+86199000") and len(person.phone) == 14 for person in people(300))


def test_some_have_nothing_but_a_phone_and_some_have_rare_names() -> None:
    crowd = people(300)
    assert sum(person.username == person.phone for person in crowd) / 300 == 25 / 300
    assert [person.name for person in crowd[: len(RARE)]] == list(RARE)
