"""A real browser in front of the real site: two window sizes, axe-core, and no page that breaks the content security policy.

A walk goes its way on the width of those who walk there (`ON_A_PHONE`, `AT_A_DESK`), and where it stops the page is looked at on both. Where what people
do depends on the width, it has no mark and is walked twice."""

import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route, expect

from tests.e2e import pictured
from tests.e2e.faults import Asking
from tests.e2e.replays import learner, lesson, prepared  # noqa: F401 - fixtures of all walks
from tests.e2e.windows import PATIENCE, Window, Windows

SHOTS = os.environ.get("SHOTS", "")  # a folder: every `shoot` leaves a picture there
expect.set_options(timeout=PATIENCE)
SIZES = {390: {"width": 390, "height": 844}, 1280: {"width": 1280, "height": 900}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(params=[(390,), (1280,)], ids=["phone", "desktop"])
def widths(request: pytest.FixtureRequest) -> tuple[int, ...]:
    """The width on which a test walks, and those on which its pages are looked at where it stops. Without a mark it walks on a phone's and on a desktop's."""
    return tuple(request.param)


# Where nothing but the layout depends on the width: walked as those do who walk there, and looked at on both.
ON_A_PHONE = pytest.mark.parametrize("widths", [(390, 1280)], indirect=True, ids=["phone"])
AT_A_DESK = pytest.mark.parametrize("widths", [(1280, 390)], indirect=True, ids=["desktop"])


@pytest.fixture
def width(widths: tuple[int, ...]) -> int:
    return widths[0]


class Visitor:
    """One person's browser: her cookies, and what went wrong on her pages."""

    def __init__(self, window: Window, address: str, widths: Sequence[int]) -> None:
        self.window, self.address, self.complaints, self.widths = window, address, [], widths  # type: Window, str, list[str], Sequence[int]
        self.page: Page = window.page
        self.page.set_viewport_size(SIZES[widths[0]])
        self.page.on("console", self._heard)
        self.page.on("pageerror", self._broke)

    @property
    def context(self) -> BrowserContext:
        """All that can be set on her browser. A window of which a test asked for it is nobody's after her."""
        self.window.kept = False
        return self.window.context

    def leave(self) -> Window:
        self.window.page.remove_listener("console", self._heard)
        self.window.page.remove_listener("pageerror", self._broke)
        return self.window

    def _broke(self, error: Any) -> None:
        self.complaints.append(f"script: {error}")

    def _heard(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            self.complaints.append(message.text)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def sign_in(self, user: Any) -> None:
        """Without the form (it has a test of its own): a session as Django makes it."""
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.window.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.address}])

    def mode(self, *, size: str = "", theme: str = "", language: str = "") -> None:
        """What she has chosen from now on; what is not named she has not chosen."""
        for name, value in {"size": size, "theme": theme, "django_language": language}.items():
            self.window.context.clear_cookies(name=name)
            if value:
                self.window.context.add_cookies([{"name": name, "value": value, "url": self.address}])

    @contextmanager
    def on_the_narrowest(self) -> Iterator[None]:
        """On the narrowest phone that is still in use; afterwards on her own width again."""
        own = self.page.viewport_size
        self.page.set_viewport_size({"width": 320, "height": 700})
        try:
            yield
        finally:
            self.page.set_viewport_size(own)  # type: ignore[arg-type]

    def settle(self) -> None:
        """The page is there, and what moves in only once has moved in: a message that is half seen has half its contrast. Some pages load themselves anew."""
        running = "document.getAnimations().filter(one => one.effect.getComputedTiming().endTime < Infinity)"
        for _page in range(3):
            self.page.wait_for_load_state()
            try:
                return self.page.evaluate(f"Promise.allSettled({running}.map(one => one.finished)).then(() => undefined)")
            except Error as left:
                if "context was destroyed" not in left.message:
                    raise
        raise AssertionError("the page does not come to rest")

    def layouts(self) -> Iterator[int]:
        """The page on each of her widths, then again on the first; on a width that the test gave it, there alone."""
        own = self.page.viewport_size["width"]  # type: ignore[index]
        yield own
        for other in self.widths[1:] if own in self.widths else ():
            self._resize(other)
            yield other
            self._resize(own)

    def _resize(self, width: int) -> None:
        self.page.set_viewport_size(SIZES[width])
        self.page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))).then(() => undefined)")
        self.settle()

    def shoot(self, name: str) -> None:
        """A picture where somebody asked for pictures; else, of a page that a guide shows, whether that is still what it shows."""
        for width in self.layouts() if SHOTS or any(f"{name}-{width}" in pictured.SAID for width in self.widths) else ():
            self.settle()
            if SHOTS:
                self._take(Path(SHOTS) / f"{name}-{width}")
            else:
                assert pictured.outdated(f"{name}-{width}", self.page) == [], "A picture of the guides is old: make pictures"

    def _take(self, shot: Path) -> None:
        shot.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=f"{shot}.png", full_page=True)
        Path(f"{shot}.json").write_text(json.dumps(pictured.words(self.page)), encoding="utf-8")

    def axe(self, only: Sequence[str] = (), but: Sequence[str] = ()) -> list[str]:
        """What axe-core finds: one line for each broken rule and element, of all rules, of `only` those named, or of all `but` those."""
        self.settle()
        asking, found = Asking(self.page, only, but), []
        for place, width in enumerate(self.layouts()):
            found += asking.on(width, again=place > 0)
            if width != self.widths[0] and self.scrolls_sideways():
                found.append(f"{width} scrolls sideways")
        return found

    def scrolls_sideways(self) -> bool:
        """On the width that the page has; on the others of hers it is looked at by `axe`."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"))


def eventually(page: Page, condition: Callable[[], bool]) -> None:
    """Wait for what the page shows no sign of, such as a row in the database; its events go on meanwhile."""
    for _ in range(PATIENCE // 50):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to that")


def held(page: Page, scripts: str) -> list[Route]:
    """Requests of these scripts are kept from the network until somebody lets them go on."""
    kept: list[Route] = []
    page.route(scripts, lambda route: kept.append(route))
    return kept


class Answering:
    """How many requests of this test the live server is answering now, and whether it gave a file that a browser may keep for one person."""

    def __init__(self) -> None:
        self.number, self.changed, self.files = 0, threading.Condition(), False

    def noting(self, get_response: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        def noted(handler: WSGIHandler, request: HttpRequest) -> HttpResponseBase:
            response = get_response(handler, request)
            self.files |= response.headers.get("Cache-Control", "").startswith("private, max-age")
            return response

        return noted

    def began(self, sender: type, **_signal: Any) -> None:
        self._count(sender, 1)

    def ended(self, sender: type, **_signal: Any) -> None:
        self._count(sender, -1)

    def _count(self, sender: type, change: int) -> None:
        if issubclass(sender, WSGIHandler):  # Django's test client has a handler of its own
            with self.changed:
                self.number += change
                self.changed.notify_all()

    def comes_to_rest(self) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.number <= 0, PATIENCE / 1000)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Iterator[Answering]:
    made = Answering()
    monkeypatch.setattr(WSGIHandler, "get_response", made.noting(WSGIHandler.get_response))
    request_started.connect(made.began)
    request_finished.connect(made.ended)
    yield made
    request_started.disconnect(made.began)
    request_finished.disconnect(made.ended)


@pytest.fixture(scope="session")
def windows(chromium: Browser) -> Windows:
    return Windows(chromium)


@pytest.fixture
def new_visitor(windows: Windows, live_server: Any, answering: Answering, widths: tuple[int, ...]) -> Iterator[Callable[[], Visitor]]:
    """Opens browsers of several people; at the end none of their pages may have broken the policy or thrown. What they asked last is answered before the
    database is put back: it would be written for the people of the next test, whose numbers are the same."""
    visitors: list[Visitor] = []

    def open_one() -> Visitor:
        visitors.append(Visitor(windows.open(), live_server.url, widths))
        return visitors[-1]

    yield open_one
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        windows.leave(visitor.leave(), visitor.address, has_files=answering.files)
    assert answering.comes_to_rest()
    assert complaints == []


@pytest.fixture
def visitor(new_visitor: Callable[[], Visitor]) -> Visitor:
    return new_visitor()
