from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.rules import slides as rules

LOOK_MS = 4_000


def blank(grey: int = 255) -> rules.Picture:
    return np.full((rules.HEIGHT, rules.WIDTH), grey, np.uint8)


def slide(number: int) -> rules.Picture:
    """A white page with lines of "text" that are its own."""
    picture, ink = blank(), np.random.default_rng(number)
    for top in range(20, 100, 20):
        picture[top : top + 8, 20:220] = np.repeat(ink.integers(0, 2, (1, 50)) * 255, 4, axis=1)
    return picture


def with_camera(picture: rules.Picture, look: int) -> rules.Picture:
    picture = picture.copy()
    picture[120:, 230:] = np.random.default_rng(1000 + look).integers(0, 256, (60, 90))
    return picture


def with_pointer(picture: rules.Picture, look: int) -> rules.Picture:
    picture = picture.copy()
    picture[10 + look * 7 % 100 :][:4, 10 + look * 31 % 200 :][:, :4] = 128
    return picture


def found(pictures: list[rules.Picture]) -> rules.Found:
    pairs = [rules.active(before, after) for before, after in pairwise(pictures)]
    leaps = [rules.active(before, after) for before, after in zip(pictures, pictures[2:], strict=False)]
    times = [LOOK_MS * look for look in range(len(pictures))]
    shaped = [np.array(rows, np.bool_).reshape(-1, *rules.GRID) for rows in (pairs, leaps)]
    return rules.find(times, shaped[0], shaped[1], LOOK_MS * len(pictures))


def shown(numbers: list[int]) -> list[rules.Picture]:
    return [with_pointer(with_camera(slide(number), look), look) for look, number in enumerate(numbers)]


def windows(pictures: list[rules.Picture]) -> list[int]:
    return [change.by // LOOK_MS for change in found(pictures).changes]


@pytest.mark.parametrize(
    "numbers, changes",
    [
        ([1] * 20, []),
        ([1] * 10 + [2] * 10, [10]),
        ([1] * 6 + [2] * 6 + [1] * 6, [6, 12]),  # going back is a change too
        ([1] * 8 + [2] + [3] * 8, [9]),  # leafed through: a slide seen in one look only is not one
        ([1] * 10 + [2], [10]),  # the last look cannot be asked whether it lasts
    ],
)
def test_changes_are_found_beside_a_camera_and_under_a_pointer(numbers: list[int], changes: list[int]) -> None:
    assert windows(shown(numbers)) == changes


def test_the_cameras_corner_is_known() -> None:
    moving = found(shown([1] * 10 + [2] * 10)).moving
    assert moving[12:, 23:].all()
    assert not moving[:12].any()


def test_a_film_has_no_slides() -> None:
    film = [np.random.default_rng(look).integers(0, 256, (rules.HEIGHT, rules.WIDTH)).astype(np.uint8) for look in range(30)]
    assert found(film).changes == ()


def test_what_changes_faster_than_anybody_reads_is_no_lecture() -> None:
    assert found([slide(look // 2) for look in range(40)]).changes
    assert rules.find([0, 500, 1000, 1500], np.ones((3, *rules.GRID), np.bool_), np.ones((2, *rules.GRID), np.bool_), 2000).changes == ()


@pytest.mark.parametrize("looks", [0, 1, 2])
def test_hardly_anything_to_see(looks: int) -> None:
    assert found([slide(1)] * looks).changes == ()


@given(lengths=st.lists(st.integers(2, 12), min_size=1, max_size=12))
@settings(max_examples=25, deadline=None)
def test_every_slide_that_stays_is_found_once(lengths: list[int]) -> None:
    numbers = [number for number, length in enumerate(lengths) for _ in range(length)]
    expected = [sum(lengths[:number]) for number in range(1, len(lengths))]
    assert windows([slide(number) for number in numbers]) == expected


@given(st.lists(st.booleans(), max_size=400))
@settings(max_examples=25, deadline=None)
def test_changes_are_in_order_and_inside(flips: list[bool]) -> None:
    pairs = np.zeros((len(flips), *rules.GRID), np.bool_)
    pairs[:] = np.array(flips, np.bool_).reshape(-1, 1, 1)
    times = [LOOK_MS * look for look in range(len(flips) + 1)]
    changes = rules.find(times, pairs, pairs[1:], times[-1] + LOOK_MS).changes
    assert [change.by for change in changes] == sorted({change.by for change in changes})
    assert all(change.by - change.after == LOOK_MS and change.by <= times[-1] for change in changes)


@pytest.mark.parametrize("duration, apart", [(0, 1_000), (20_000, 1_000), (60_000, 2_000), (120_000, 4_000), (12 * 3_600_000, 4_000)])
def test_how_often_it_looks(duration: int, apart: int) -> None:
    assert rules.spacing(duration) == apart


@pytest.mark.parametrize(
    "keyframes, sparse",
    [(range(0, 60_000, 2_000), False), (range(0, 60_000, 10_000), False), (range(0, 60_000, 15_000), True), ([0], True), (range(0, 40_000, 2_000), True)],
)
def test_when_keyframes_would_not_do(keyframes: list[int], sparse: bool) -> None:
    assert rules.is_sparse(list(keyframes), 60_000) is sparse


def test_a_fade_has_come_at_its_middle() -> None:
    change = rules.active(slide(1), slide(2))
    assert not rules.is_there(slide(1), slide(1), change)
    assert rules.is_there(slide(1), slide(2), change)
    assert rules.is_there(slide(1), (slide(1) // 2 + slide(2) // 2), change)
