"""Covers: the same course, the same picture; the school's lattice in it; small, and safe to show."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from college.covers import LATTICES, WINDOWS, cover_svg
from college.models import School


@given(st.text(min_size=1, max_size=80), st.sampled_from(sorted(LATTICES)))
def test_any_slug_gives_a_small_well_formed_picture(slug, school):
    svg = cover_svg(slug, school)
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert len(svg) < 2000
    assert svg == cover_svg(slug, school)


def test_every_school_has_a_lattice_of_its_own():
    assert set(LATTICES) == set(School.Code.values)
    assert len({cover_svg("same", school) for school in LATTICES}) == len(LATTICES)


def test_courses_differ_and_all_windows_are_used():
    pictures = {cover_svg(f"course-{i}", "gov") for i in range(200)}
    assert len(pictures) > 100
    assert len({svg.split("<path")[4] for svg in pictures}) >= len(WINDOWS)


def test_the_address_is_kept_for_ever(client):
    answer = client.get("/covers/elder/智能手机.svg")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert answer.content.decode() == cover_svg("智能手机", "elder")


@pytest.mark.django_db
def test_a_school_that_does_not_exist_has_no_cover(client):
    assert client.get("/covers/wizards/phone.svg").status_code == 404
