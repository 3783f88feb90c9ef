"""A cut plays in a real browser across its seams: the clock goes on, and the picture is that of the right second of the original."""

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from media import processes
from media.rules.cuts import EditList
from media.transcoding import cutting
from tests.factories import media as make
from tests.media.test_browser import HLS, PAGE, WAITED, _Quiet
from tests.media.test_cuts import TALL, published

pytestmark = pytest.mark.usefixtures("own_ffmpeg")

COLOURS = ("red", "lime", "blue", "yellow", "magenta", "cyan", "white", "gray")
KEPT = ((520, 2_480), (5_040, 6_920), (7_000, 8_000))  # seams inside groups: 1.96 and 3.84 s of the cut
WATCH = """() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  window.looks = [];
  const look = (_, frame) => {
    context.drawImage(video, 0, 0, 1, 1);
    looks.push([frame.mediaTime, ...context.getImageData(0, 0, 1, 1).data.slice(0, 3)]);
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}"""  # each frame that is shown: its second and its colour
RGB = {
    "red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0),
    "magenta": (255, 0, 255), "cyan": (0, 255, 255), "white": (255, 255, 255), "gray": (128, 128, 128),
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Each second of the original has a colour of its own."""
    folder = tmp_path_factory.mktemp("cut-site")
    clip = _coloured(folder)
    (folder / "cut").mkdir()
    cutting.cut(published(clip), EditList(8_000, KEPT), folder / "cut", watch=processes.Watch())
    shutil.copy(HLS, folder / "cut/hls.min.js")
    (folder / "cut/index.html").write_text(PAGE)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder / "cut"))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _coloured(folder: Path) -> Path:
    inputs = [part for colour in COLOURS for part in ("-f", "lavfi", "-i", f"color={colour}:s=160x{TALL}:r=25:d=1")]
    joined = "".join(f"[{number}:v]" for number in range(len(COLOURS))) + f"concat=n={len(COLOURS)}[v]"
    sound = ["-f", "lavfi", "-i", "sine=f=440:r=48000:d=8"]
    video = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "veryfast", "-tune", "zerolatency", "-g", "50", "-keyint_min", "50", "-sc_threshold", "0"]
    make.ffmpeg(*inputs, *sound, "-filter_complex", joined, "-map", "[v]", "-map", f"{len(COLOURS)}:a", *video, "-c:a", "aac", str(folder / "clip.mp4"))
    return folder / "clip.mp4"


@pytest.mark.browser
@pytest.mark.parametrize("way", ["", "#plain"])
def test_a_browser_plays_across_the_seams(site: str, way: str, chromium: Browser) -> None:
    context = chromium.new_context()
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None)
    page.goto(site + way)
    page.evaluate(WATCH)
    page.wait_for_function("video.currentTime > 0.1", timeout=60_000)
    assert page.evaluate("video.duration") == pytest.approx(4.84, abs=0.05)
    page.wait_for_function("video.ended", timeout=120_000)
    looks = page.evaluate("looks")
    times = [look[0] for look in looks]
    assert len(times) > 10
    assert times == sorted(times)
    assert times[-1] > 4.7
    for level in (0, 1) if not way else ():
        page.evaluate(f"hls.currentLevel = {level}")
        looks += [_sought(page, second) for second in (4.0, 0.2, 2.1, 3.6)]
    assert [look for look in looks if not _is_right(look)] == []
    assert set(page.evaluate("faults")) <= WAITED
    assert complaints == []
    context.close()


def _sought(page: Page, second: float) -> list[float]:
    page.evaluate(f"video.pause(); video.currentTime = {second}")
    page.wait_for_function(f"!video.seeking && Math.abs(looks.at(-1)[0] - {second}) < 0.05", timeout=60_000)
    return list(page.evaluate("looks.at(-1)"))


def _is_right(look: list[float]) -> bool:
    """Whether the picture is of that second of the original; the canvas may be a few frames away from what was told of."""
    edits = EditList(8_000, KEPT)
    around = {edits.to_original(round(1000 * look[0]) + late) // 1000 for late in (-200, -100, 0, 60)}
    return any(all(abs(seen - wanted) < 60 for seen, wanted in zip(look[1:], RGB[COLOURS[min(7, second)]], strict=True)) for second in around)
