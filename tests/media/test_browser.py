"""What we write is played by a real browser: through hls.js, and as a plain file without it."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from media import processes, transcoding
from media.probing import probe
from tests.factories import media as make

pytestmark = pytest.mark.usefixtures("own_ffmpeg")

HLS = Path(__file__).resolve().parents[2] / "college/static/college/vendor/hls.min.js"
PAGE = """<!doctype html><link rel="icon" href="data:,"><video muted></video><script src="/hls.min.js"></script><script>
const video = document.querySelector("video");
window.faults = [];
if (location.hash === "#plain") video.src = "replay.mp4";
else {
  window.hls = new Hls();
  hls.on(Hls.Events.ERROR, (_, data) => { faults.push(data.details); });
  hls.loadSource("master.m3u8");
  hls.attachMedia(video);
}
video.play();
</script>"""


# Not faults of ours: the picture waited for a busy machine, and went on.
WAITED = {"bufferStalledError", "bufferNudgeOnStall", "bufferSeekOverHole"}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    path = make.clip(clips / "two-rungs.mp4", "-preset", "veryfast", "-crf", "40", "-g", "30", size="854x480", fps=15, seconds=10)
    transcoding.encode(path, probe(path), folder, watch=processes.Watch())
    (folder / "index.html").write_text(PAGE)
    (folder / "hls.min.js").write_bytes(HLS.read_bytes())
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize("way", ["", "#plain"])
def test_a_browser_plays_seeks_and_changes_the_rung(site: str, way: str, chromium: Browser) -> None:
    context = chromium.new_context()
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(site + way)
    page.wait_for_function("video.currentTime > 0.5", timeout=60_000)
    assert abs(page.evaluate("video.duration") - 10) < 0.2
    if not way:
        assert page.evaluate("hls.levels.map(level => level.height)") == [360, 480]
        for level in (0, 1):
            page.evaluate(f"hls.currentLevel = {level}; video.currentTime = 1")
            page.wait_for_function(f"video.currentTime > 2 && video.videoHeight === [360, 480][{level}]", timeout=60_000)
        page.evaluate("video.currentTime = 8")
        page.wait_for_function("video.currentTime > 8.3", timeout=60_000)
    assert set(page.evaluate("faults")) <= WAITED
    assert complaints == []
    context.close()
