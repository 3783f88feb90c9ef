"""The same draw computed again in a visitor's browser by the script of the page: seconds from its file to the verdict / what it may. Chromium."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from benchmarks import college, draw
from benchmarks.measure import Result

SECONDS = 30
SCRIPTS = Path(__file__).resolve().parents[1] / "courses" / "static" / "courses" / "js"
CHECK = """async () => {
    const { check } = await import("/draw.js");
    const bytes = new Uint8Array(await (await fetch("/draw.jsonl")).arrayBuffer());
    const begun = performance.now();
    const { list, secret, seats, file } = await check(bytes, () => {});
    return [(performance.now() - begun) / 1000, list && secret && seats, file.ballots.size, file.seats.length];
}"""


class Files(SimpleHTTPRequestHandler):
    """The scripts as they are, the published file, and an empty page."""

    def __init__(self, content: bytes, *args: object, **kwargs: object) -> None:
        self.content = content
        super().__init__(*args, directory=str(SCRIPTS), **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if self.path in ("/", "/draw.jsonl"):
            self.send_response(200)
            self.send_header("Content-Type", "text/html" if self.path == "/" else "application/octet-stream")
            self.end_headers()
            self.wfile.write(b"" if self.path == "/" else self.content)
        else:
            super().do_GET()

    def log_message(self, *_args: object) -> None:
        """Nothing: the result is what is told."""


def measure(tiny: bool) -> Result:
    people, classes = (200, 20) if tiny else (20_000, 2_000)
    whole = draw.opened(draw.made(people, classes))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, whole))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    seconds, agrees, read, seats = in_browser(f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    if not agrees or read != people:
        raise SystemExit("the browser does not find what the college found")
    return Result("draw_browser", seconds, SECONDS, "seconds", 1, True, [f"{people} people, {classes} classes, {seats} seats, {len(whole) / 1e6:.0f} MB"])


def in_browser(address: str) -> tuple[float, bool, int, int]:
    """(seconds, whether all agrees, people, seats)."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import browser_path

    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address)
        seconds, agrees, people, seats = page.evaluate(CHECK)
        browser.close()
    return float(seconds), bool(agrees), int(people), int(seats)


if __name__ == "__main__":
    college.answer(measure)
