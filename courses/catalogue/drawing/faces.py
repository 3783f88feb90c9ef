"""The machine's typefaces that can write Chinese. Which one a file names hardly ever lies on a server, so there are two of them: Hei and Song."""

import subprocess
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from re import IGNORECASE
from re import compile as pattern

from PIL import ImageFont

SONG = pattern(r"宋|明|楷|仿|song|ming|serif|kai|fang|simsun|times|georgia|garamond|cambria|roman", IGNORECASE)
HEI = pattern(r"sans|hei|黑", IGNORECASE)
ASKED = {
    (False, False): "Noto Sans CJK SC:regular",
    (False, True): "Noto Sans CJK SC:bold",
    (True, False): "Noto Serif CJK SC:regular",
    (True, True): "Noto Serif CJK SC:bold",
}
PLACES = (  # where no fontconfig answers; a collection's first face will do
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "/System/Library/Fonts/Hiragino Sans GB.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
)
SMALLEST, LARGEST = 4, 2000  # pixels
Face = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Source:
    """A face in a file; `faint` when it was asked to be bold and is not."""

    path: str
    index: int = 0
    faint: bool = False


@dataclass
class Faces:
    """Hei and Song, each regular and bold, in every size."""

    sources: dict[tuple[bool, bool], Source]
    kept: dict[tuple[Source, int], Face] = field(default_factory=dict)

    def face(self, name: str, bold: bool, size: float) -> tuple[Face, bool]:
        """The face for a name in a file, and whether its strokes must be thickened to be bold. `size` in pixels of an em."""
        source = self.sources[is_song(name), bold]
        key = source, max(SMALLEST, min(LARGEST, round(size)))
        if key not in self.kept:
            self.kept[key] = ImageFont.truetype(source.path, key[1], source.index, layout_engine=ImageFont.Layout.BASIC)
        return self.kept[key], source.faint


def is_song(name: str) -> bool:
    return bool(SONG.search(name)) and not HEI.search(name)


@lru_cache(maxsize=1)
def faces() -> Faces | None:
    """None when nothing on this machine can write Chinese."""
    plain = asked(ASKED[False, False]) or known()
    if plain is None:
        return None
    found = {key: asked(words) or plain for key, words in ASKED.items()}
    return Faces({(song, bold): weighed(source, bold, found[song, False]) for (song, bold), source in found.items()})


def weighed(source: Source, bold: bool, regular: Source) -> Source:
    return Source(source.path, source.index, faint=True) if bold and (source.path, source.index) == (regular.path, regular.index) else source


def asked(words: str) -> Source | None:
    """What fontconfig answers, when that can write Chinese."""
    try:
        answer = subprocess.run(["fc-match", "-f", "%{file}|%{index}", f"{words}:lang=zh-cn"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    path, _, index = answer.stdout.partition("|")
    source = Source(path, int(index) & 0xFFFF if index.isdigit() else 0)
    return source if writes_chinese(source) else None


def known() -> Source | None:
    return next((source for path in PLACES if Path(path).is_file() and writes_chinese(source := Source(path))), None)


def writes_chinese(source: Source) -> bool:
    """A face without a sign draws the same box for all of them."""
    try:
        face = ImageFont.truetype(source.path, 24, source.index, layout_engine=ImageFont.Layout.BASIC)
        return len({bytes(face.getmask(sign)) for sign in "社区学院"}) == 4
    except (OSError, ValueError):
        return False
