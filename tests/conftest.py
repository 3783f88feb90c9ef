"""What every test may lean on: the copied database, a clean cache, and clear words about what the machine lacks."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from tests import standing

ROOT = Path(__file__).resolve().parents[1]
RECORDINGS = Path(os.environ.get("RECORDINGS_DIR", ROOT.parent / "shared" / "recordings"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--js-flags=--no-opt --no-maglev",  # no script here runs long enough to be worth compiling twice
    "--in-process-gpu",  # there is none: what draws in its place need not be a process of its own
    # Every page in a frame of its own, made anew, costs a fifth of opening it; the others are what Playwright disables, whose list this one replaces.
    "--disable-features=RenderDocument,PaintHolding,HttpsUpgrades,MediaRouter,OptimizationHints,DestroyProfileOnBrowserClose",
]
# The shell has no windows, tabs and menus to draw: the same pages for little more than half the time.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Examples are never too slow: that would be said of the machine, and it may be busy.
hypothesis.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("patient")


def browser_path() -> str | None:
    asked = os.environ.get("BROWSER_PATH")
    return asked or next((found for name in BROWSERS if (found := shutil.which(name))), None)


def lacking(what: str, how: str) -> None:
    """Skip with a line that says how to get it; on CI a missing tool is an error, never a green run."""
    message = f"{what} is missing: {how}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def pytest_collection(session: pytest.Session) -> None:
    """Workers that start together import the same files. Each begins with others, so that in a fresh clone each file is compiled by one of them."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker or [Path(arg).resolve() for arg in session.config.args] != [ROOT / "tests"]:
        return
    files = [file for file in sorted((ROOT / "tests").rglob("test_*.py")) if not pytest_ignore_collect(file, session.config)]
    first = len(files) * int(worker.removeprefix("gw")) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for file in (*files[first:], *files[:first]):
        with suppress(Exception, pytest.skip.Exception):  # told when it is collected
            import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))


def pytest_collection_finish() -> None:
    """What the imports made stays until the end: the collector (off until now, see `tests.starting`) need not walk through it, which was a tenth of
    all CPU time."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    gc.enable()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A pass for some marks (`-m "postgres or both_databases"`) does not even import the files in which none of them stands, nor does one for an
    earlier day (`tests.standing`) those that had nothing then."""
    if not collection_path.name.startswith("test_") or collection_path.suffix != ".py":
        return None
    text = collection_path.read_text(encoding="utf-8")
    wanted = config.option.markexpr.split(" or ")
    unmarked = all(map(str.isidentifier, wanted)) and not any(mark in text for mark in wanted)
    return True if unmarked or standing.left_out(text) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    standing.choose(items)


def pytest_report_header() -> list[str]:
    clips = f"recordings: {RECORDINGS}" if RECORDINGS.is_dir() else "recordings: only clips made by the tests (set RECORDINGS_DIR to use real ones)"
    browser = browser_path()
    return [
        clips,
        f"browser: {browser}" if browser else "browser: none, pages are not tested in a browser (install chromium-headless-shell, or set BROWSER_PATH)",
    ]


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any, worker_id: str) -> Iterator[None]:
    from django.test import TransactionTestCase

    from tests.databases import test_database

    with django_db_blocker.unblock():
        database = test_database(worker_id)
        database.create()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: database.restore())
        yield
    with django_db_blocker.unblock():
        database.destroy()


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_pages_only(django_test_environment: None) -> Iterator[None]:
    """`answer.context` is that of the page: Django's client would copy the context for each of the dozens of templates that a page includes."""
    from django.test import client

    keep = client.store_rendered_templates

    def store(kept: Any, signal: Any, sender: Any, template: Any, context: Any, **rest: Any) -> None:
        if context.template is template:
            keep(kept, signal, sender, template, context, **rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", store)
        yield


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    """The name of the xdist worker, `main` when there is none."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder of this run that all workers share, for what takes seconds to make (see `tests.databases.locked`)."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "main" else own.parent


@pytest.fixture(scope="session", autouse=True)
def _kept_replays(shared_folder: Path) -> None:
    """Where `tests.factories.media.replay` keeps what was made once."""
    os.environ["KEPT_REPLAYS"] = str(shared_folder / "replays")


@pytest.fixture
def one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of rate limits: what is counted begins anew with each window, and the real one ends between two requests once in a while."""
    monkeypatch.setattr("college.limits.time", lambda: 1_800_000_000.0)


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _data_folders(settings: Any, tmp_path: Path) -> None:
    """Every test stores its files in a folder of its own."""
    from tests.worlds import data_folders

    for name, folder in data_folders(tmp_path).items():
        setattr(settings, name, folder)


@pytest.fixture(scope="session", autouse=True)
def _quick_ffmpeg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The ffmpeg of our package stands before the machine's own, which may take six times as long to start: it is linked to two hundred libraries, and the
    tests start a thousand. Tests of what is made of pictures and sound ask for `own_ffmpeg`."""
    from media.transcoding import tool

    folder = tmp_path_factory.mktemp("ffmpeg")
    (folder / "ffmpeg").symlink_to(tool.candidates()[-1])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(folder), prepend=os.pathsep)
        yield


@pytest.fixture(scope="module")
def own_ffmpeg(_quick_ffmpeg: None) -> Iterator[None]:
    """The ffmpeg that the site takes on this machine."""
    from media.transcoding import find_tool

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", os.environ["PATH"].partition(os.pathsep)[2])
        find_tool.cache_clear()
        yield
    find_tool.cache_clear()


@pytest.fixture(scope="session")
def object_store() -> Iterator[Any]:
    """A bucket (Store) of a real S3 server, which all workers share."""
    from tests import object_store as server

    try:
        with server.running() as store:
            yield store
    except server.Missing as lack:
        lacking("An S3 server", f"{server.HOW} ({lack})")


@pytest.fixture
def door(object_store: Any, settings: Any) -> Iterator[Any]:
    """Files are kept in that store, below a prefix of the test's own; we reach it through a Door that can be shut, browsers without it."""
    from tests.object_store import Door

    door = Door(object_store)
    settings.STORE = replace(object_store, endpoint=f"http://127.0.0.1:{door.port}", prefix=uuid4().hex)
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "media.storages.files.Uploads"}}
    yield door
    door.close()


@pytest.fixture
def bucket(door: Any, settings: Any) -> Any:
    """What the test sees of it, also while the door is shut."""
    from media.storages.bucket import Bucket

    return Bucket(replace(settings.STORE, endpoint=settings.STORE.public))


@pytest.fixture(scope="session")
def recordings() -> Path:
    """The folder of real clips; tests that want them are skipped, visibly, where it is absent."""
    if not RECORDINGS.is_dir():
        pytest.skip(f"real clips are missing: set RECORDINGS_DIR (looked in {RECORDINGS})")
    return RECORDINGS


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The one browser of a worker: a second Playwright in the same process would find the first one's loop running."""
    from playwright.sync_api import sync_playwright

    path = browser_path()
    if path is None:
        lacking("A browser", "install chromium (Debian: apt-get install chromium-headless-shell), or set BROWSER_PATH")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop lives in this thread; the ORM is used between its calls, never inside
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
