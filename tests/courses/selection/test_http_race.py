"""The first minute of selection as the college lives it: 64 browsers, one server process as in production, ten seats."""

import http.client
import json
import os
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.db import connection
from django.test import Client
from django.utils import timezone

from college.models import User
from college.supervisor import commands
from courses.selection.models import Enrolment, Offering
from tests.conftest import ROOT
from tests.factories import selection as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
PATIENCE = 60.0


def database_url() -> str:
    """The address of this test's own database, for another process."""
    name = site.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    base, mark, query = os.environ["DATABASE_URL"].partition("?")
    return f"{base.rpartition('/')[0]}/{name}{mark}{query}"


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """The web server as the supervisor starts it, on the test's database; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = {**os.environ, "DATABASE_URL": database_url(), "STORAGE_URL": f"file://{folder}", "DJANGO_SETTINGS_MODULE": "college.settings.test"}
    log = folder / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(commands(port)[0].command, cwd=ROOT, env=env, stdout=out, stderr=out)
    try:
        end = time.monotonic() + PATIENCE
        while not answers(port):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


def answers(port: int) -> bool:
    asking = Browser(port)
    try:
        return asking.ask("GET", "/healthz")[0] == 200
    except OSError:
        return False
    finally:
        asking.line.close()


class Browser:
    """Cookies and a connection that stays open, no more."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.cookies: dict[str, str] = {}

    def sign_in(self, user: User) -> None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self.cookies[site.SESSION_COOKIE_NAME] = client.cookies[site.SESSION_COOKIE_NAME].value

    def ask(self, method: str, path: str, **headers: str) -> tuple[int, bytes]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.line.request(method, path, headers={"Cookie": cookies, **headers} if cookies else headers)
        answer = self.line.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.read()

    def picks(self, offering: Offering) -> tuple[int, dict[str, Any]]:
        token = {"X-CSRFToken": self.cookies.get("csrftoken", "")}
        status, body = self.ask("POST", f"/api/v1/offerings/{offering.pk}/pick", **token)
        return status, json.loads(body)


def race(browsers: list[Browser], offering: Offering) -> Counter[tuple[int, str]]:
    """Everybody opens the page of the class; at one starting line everybody picks it."""
    line, results = threading.Barrier(len(browsers)), list[tuple[int, str]]()

    def run(browser: Browser) -> None:
        seen, _page = browser.ask("GET", f"/selection/offerings/{offering.pk}/")
        line.wait(PATIENCE)
        status, body = browser.picks(offering)
        browser.line.close()  # the server waits for open lines before it ends
        results.append((status, body.get("code") or body.get("state", "")) if seen == 200 else (seen, "page"))

    threads = [threading.Thread(target=run, args=[browser]) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE * 2)
    return Counter(results)


def test_64_browsers_get_exactly_the_10_seats(tmp_path: Path) -> None:
    now = timezone.now()
    offering = make.offering(make.course(units=2), capacity=10, term=make.term(now))
    make.lessons(offering, first=now + timedelta(days=40), number=2)
    with serving(tmp_path) as port:
        browsers = [Browser(port) for _ in range(64)]
        for browser, learner in zip(browsers, make.people(64), strict=True):
            browser.sign_in(learner)
        results = race(browsers, offering)
        late = Browser(port)
        late.sign_in(make.person())
        assert late.picks(offering)[0] == 403  # without a token nobody picks, seats or no seats
        late.line.close()
    assert results == {(200, "enrolled"): 10, (409, "offering_full"): 54}
    offering.refresh_from_db()
    held = Enrolment.objects.filter(offering=offering, state="enrolled")
    assert offering.seats_taken == held.count() == held.values("learner").distinct().count() == 10
