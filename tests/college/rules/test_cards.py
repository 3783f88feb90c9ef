from datetime import UTC, datetime

import pytest

from college.rules import cards

NOW = datetime(2026, 11, 29, tzinfo=UTC)


@pytest.mark.parametrize(("typed", "number"), [("4829 1350 7264", "482913507264"), ("４８２９－1350–7264", "482913507264"), ("x", ""), ("٤", "")])
def test_digits_are_read_as_people_type_them(typed, number):
    assert cards.digits(typed) == number


def test_a_number_stands_in_groups():
    assert cards.in_groups("482913507264") == "4829 1350 7264"


@pytest.mark.parametrize(("pin", "good"), [("2580", True), ("907214", True), ("123", False), ("1234567", False), ("12a4", False), ("٤٤٤٤", False), ("", False)])
def test_a_pin_has_four_to_six_digits(pin, good):
    assert cards.fits(pin) is good


@pytest.mark.parametrize(("pin", "weak"), [("1111", True), ("1234", True), ("654321", True), ("1357", False), ("2580", False), ("1212", False)])
def test_pins_that_everybody_tries_first(pin, weak):
    assert cards.weak(pin) is weak


def test_five_wrong_pins_are_a_pause_and_twenty_the_end():
    wrong, paused, over = 0, [], []
    for number in range(1, cards.MOST_TRIES + 1):
        wrong, until, ended = cards.after_wrong(wrong, NOW)
        paused += [number] if until else []
        over += [number] if ended else []
    assert paused == [5, 10, 15, 20]
    assert over == [20]
