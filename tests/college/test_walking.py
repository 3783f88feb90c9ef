"""Walks as pure arithmetic, and the drawing of the map: no two names touch, and a click means the place it points at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from college import drawing
from college.addressing import free_slug
from college.walking import Pace, Point, line_points, minutes, reach, straight, within

HERE = Point(31.7220, 117.3000)
points = st.builds(Point, st.floats(31.70, 31.75), st.floats(117.27, 117.33))
anywhere = st.builds(Point, st.floats(-85, 85), st.floats(-180, 180))


def test_a_degree_of_latitude_is_as_long_as_on_earth():
    assert straight(Point(31, 117), Point(32, 117)) == pytest.approx(111_195, abs=10)


@pytest.mark.parametrize(("metres", "pace", "expected"), [(0, "usual", 0), (513, "usual", 11), (512, "usual", 10), (512, "gentle", 14), (769, "usual", 15)])
def test_minutes_follow_the_pace_and_round_up(metres, pace, expected):
    there = Point(HERE.latitude + metres / 111_195, HERE.longitude)
    assert minutes(HERE, there, Pace(pace)) == expected


@given(anywhere, anywhere)
def test_a_walk_back_takes_as_long(one, other):
    assert minutes(one, other) == minutes(other, one)
    assert minutes(one, other, Pace.GENTLE) >= minutes(one, other) >= 0


@given(points, st.sampled_from([10, 15, 20, 30]))
def test_whoever_is_inside_the_circle_is_within_the_minutes(there, limit):
    inside = straight(HERE, there) <= reach(limit) - 1
    assert not inside or minutes(HERE, there) <= limit
    assert (1 in within(HERE, [(1, there), (2, None)], limit)) == (minutes(HERE, there) <= limit)


def test_the_nearest_stands_first_and_a_place_without_a_point_nowhere():
    far, near = Point(31.7225, 117.3), Point(31.7221, 117.3)
    assert list(within(HERE, [(1, far), (2, near), (3, None)], 15)) == [2, 1]


@given(st.lists(points, min_size=1, max_size=14), st.sampled_from([340.0, 660.0]))
def test_names_on_the_map_touch_neither_each_other_nor_a_sign_and_stay_inside(places, width):
    on = drawing.frame(places, width)
    spots = [drawing.Spot(key, "招商雍华府"[: key % 5 + 1], key % 3 + 1, point) for key, point in enumerate(places)]
    marks = drawing.marks(spots, on)
    boxes = [mark.label.box for mark in marks if mark.label]
    signs = [drawing.Box(mark.x - mark.size, mark.y - mark.size, mark.x + mark.size, mark.y + mark.size) for mark in marks]
    assert all(0 <= mark.x <= on.width and 0 <= mark.y <= on.height for mark in marks)
    assert all(box.left >= 0 and box.right <= on.width and box.top >= 0 and box.bottom <= on.height for box in boxes)
    assert not any(one.meets(other) for place, one in enumerate(boxes) for other in [*boxes[:place], *signs])


@given(st.lists(points, min_size=1, max_size=9, unique=True), st.lists(points, min_size=2, max_size=6, unique=True), st.sampled_from([340.0, 660.0]))
def test_the_name_of_a_road_touches_no_place_and_no_other_name(places, road, width):
    on = drawing.frame(places, width)
    spots = [drawing.Spot(key, "招商雍华府"[: key % 5 + 1], key % 3 + 1, point) for key, point in enumerate(places)]
    scale = drawing.bar(on, spots)
    taken = [*drawing.room(drawing.marks(spots, on, [scale.box])), scale.box]
    letters = drawing.along(road, on, "华山路", taken)
    boxes = drawing.boxes(letters)
    assert len(letters) in (0, 3)
    assert all(box.left >= 0 and box.right <= on.width and box.top >= 0 and box.bottom <= on.height for box in boxes)
    assert not any(box.meets(other) for box in boxes for other in taken)


def test_the_name_of_a_road_reads_from_left_to_right_whichever_way_it_was_drawn():
    west, east = Point(31.7220, 117.2900), Point(31.7221, 117.3100)
    on = drawing.frame([west, east], 660)
    there, back = (drawing.along(way, on, "方兴大道", []) for way in ([west, east], [east, west]))
    assert there == [pytest.approx(spot) for spot in back]
    assert there == sorted(there)
    assert len(there) == 4


@given(st.lists(points, min_size=1, max_size=5), points)
def test_a_click_means_the_place_that_it_points_at(places, there):
    on = drawing.frame(places, 660)
    back = on.point(*on.place(there))
    assert (back.latitude, back.longitude) == (pytest.approx(there.latitude, abs=1e-7), pytest.approx(there.longitude, abs=1e-7))


def test_nothing_cannot_be_drawn():
    with pytest.raises(ValueError, match="nothing"):
        drawing.frame([], 660)


@pytest.mark.parametrize("text", ["", "31.7, 117.3", "31.7, 117.3\nhere", "31.7, 117.3\n91, 0", "31.7, 117.3\nnan, 1", "31.7, 117.3\ninf, 1", "1,2,3\n1,2"])
def test_a_line_that_cannot_be_read_is_refused(text):
    with pytest.raises(ValueError):
        line_points(text)


def test_a_line_is_read_with_either_comma():
    assert line_points("31.7, 117.3\n\n31.8，117.4") == [Point(31.7, 117.3), Point(31.8, 117.4)]


def test_an_address_is_never_taken_twice():
    assert free_slug("华山路 睦邻中心", [], "venue") == "华山路-睦邻中心"
    assert free_slug("华山路", ["华山路", "华山路-2"], "venue") == "华山路-3"
    assert free_slug("！！！", ["venue"], "venue") == "venue-2"
