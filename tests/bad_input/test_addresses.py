"""Addresses that no page of ours links to: bytes that are no text, words and numbers that stand for nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.bad_input.values import FITTING, NUMBERS, STORABLE
from tests.bad_input.world import as_

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


QUERIES = ("%FF%FE", "q=%ED%A0%80", "q=%00", "page=%E0%80", "=&&=;", "q[]=1&q[a]=2", "t=%FF", "next=%0d%0aSet-Cookie:x=1")
MINDED = ("q=%00", "q=%ED%A0%80", "t=%FF")  # by PostgreSQL
SLUGS = ("%00", "%FF%FE", "x" * 3000, "..%2F..%2Fetc", "%E9%99%88", "%F0%A0%AE%B7", "' OR 1=1 --")


@pytest.mark.parametrize("path", ["/", "/search/", "/courses/", "/teachers/", "/selection/", "/accounts/login/", "/accounts/signup/", "/api/v1/search"])
def test_bytes_that_are_no_text_break_no_address(path: str, world: dict[str, Any]):
    for query in QUERIES if connection.vendor == "sqlite" else MINDED:
        answer = Client().get(f"{path}?{query}")
        assert answer.status_code in FITTING, query
        assert "x" not in answer.cookies


@pytest.mark.parametrize(
    "path", ["/teachers/{}/", "/covers/elder/{}.svg", "/covers/{}/a.svg", "/play/{}/master.m3u8", "/play/a/{}", "/courses/{}/", "/{}/", "/api/v1/{}"]
)
def test_words_in_an_address_are_found_or_not(path: str, world: dict[str, Any]):
    for slug in SLUGS:
        assert Client().get(path.format(slug)).status_code in {200, 301, 302, 403, 404, 410, 422}, slug


NUMBERED = (
    "/selection/offerings/{}/",
    "/selection/offerings/{}/pick/",
    "/selection/offerings/{}/drop/",
    "/selection/offerings/{}/waitlist/",
    "/selection/offerings/{}/waitlist/leave/",
    "/desk/feedback/{}/",
    "/desk/feedback/{}/take-up/",
    "/desk/feedback/{}/answer/",
    "/teach/offerings/{}/",
    "/teach/lessons/{}/recording/",
    "/replay/{}/",
    "/recordings/{}/state/",
    "/recordings/{}/retry/",
    "/recordings/{}/cancel/",
    "/accounts/tokens/{}/revoke/",
    "/learning/credits/{}/",
    "/documents/{}/a.pptx",
    "/admin/courses/{}/readiness/",
    "/admin/offering/{}/lessons/",
    "/admin/offering/edit/{}/",
    "/admin/enrolment/inspect/{}/",
    "/admin/pages/{}/edit/",
)


@pytest.mark.parametrize("path", NUMBERED)
def test_a_number_that_is_nothing_is_not_found(path: str, world: dict[str, Any]):
    staff = as_(world["staff"])
    for number in NUMBERS if connection.vendor == "sqlite" else STORABLE:
        for method in ("get", "post") if number in STORABLE else ("get",):  # what stands for no number comes to no view, whatever the method
            answer = getattr(staff, method)(path.format(number))
            assert answer.status_code in {301, 302, 404, 405}, (method, number, answer.status_code)
