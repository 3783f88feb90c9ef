"""A window that the next person gets shows nothing of the last one."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Visitor
from tests.e2e.windows import Windows

pytestmark = pytest.mark.django_db(transaction=True)
STORE = "document.cookie = localStorage.a = sessionStorage.b = 'c=1'; indexedDB.open('d'); caches.open('e').then(() => undefined)"
LEFT = "async () => [document.cookie, localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length]"


@pytest.fixture
def own(chromium: Browser) -> Iterator[Windows]:
    windows = Windows(chromium)
    yield windows
    for window in windows.free:
        window.context.close()


@pytest.mark.parametrize("has_files", [True, False])
def test_nothing_is_left_in_it(own: Windows, live_server: Any, has_files: bool) -> None:
    address = live_server.url + "/api/"
    window = own.open()
    window.page.goto(address)
    window.page.evaluate(STORE)
    assert window.page.evaluate(LEFT) == ["c=1", 1, 1, 1, 1]
    own.leave(window, live_server.url, has_files=has_files)
    assert own.open() is window
    window.page.goto(address)
    assert window.page.evaluate(LEFT) == ["", 0, 0, 0, 0]
    own.leave(window, live_server.url, has_files=has_files)


def test_one_that_was_changed_is_nobodys_after_her(own: Windows, live_server: Any) -> None:
    visitor = Visitor(own.open(), live_server.url, (390,))
    visitor.context.set_offline(True)
    own.leave(visitor.leave(), live_server.url, has_files=False)
    more = Visitor(own.open(), live_server.url, (390,))
    second = more.window.context.new_page()
    own.leave(more.leave(), live_server.url, has_files=False)
    assert own.free == []
    assert second.is_closed()
