"""Addresses of lists that no page of ours links to."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.search.test_pages import index, offered, text_of
from tests.worlds import Shared, shared

pytestmark = [pytest.mark.django_db]


def a_class_that_is_found() -> None:
    offered()
    index()


found = shared(a_class_that_is_found)


@pytest.mark.parametrize("path", ["/search/", "/courses/", "/teachers/"])
@pytest.mark.parametrize(
    "query",
    [
        "", "q=", "q=%00", "q=%F0%9F%98%80", "q=%22", "q=*", "q=%ED%A0%80", "q=" + "x" * 500, "q=" + "x" * 501, "q=" + quote("手" * 5000), "page=0",
        "page=10000", "page=-1", "page=x", "page=99999999999999999999", "venue=x", "venue=99999999999999999", "venue=1&venue=2", "term=-1", "teacher=%27",
        "school=nobody", "school=elder", "open=1", "open=x", "sort=x", "sort=title", "kind=x", "kind=teacher", "unknown=1", "q=a&q=b", "page=1&page=2",
    ],
)  # fmt: skip
def test_no_address_breaks_a_list(client: Client, path: str, query: str, found: Shared) -> None:
    text_of(client, f"{path}?{query}")
