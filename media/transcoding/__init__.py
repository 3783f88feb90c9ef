"""From an original to a folder that players understand. The only room that speaks to ffmpeg.

    encode(path, source, folder, watch=...) -> Made

writes into `folder` (empty, of this attempt alone) and answers only when everything in it was verified. Layout:
master.m3u8, <rung>p/{index.m3u8,init.mp4,00000.m4s...}, audio/{...}, replay.mp4 or replay.m4a, poster.jpg (where there is a picture).
"""

from media.transcoding.making import Made, MadeRung, NotMade, encode
from media.transcoding.tool import NoTool, find_tool

__all__ = ["Made", "MadeRung", "NoTool", "NotMade", "encode", "find_tool"]
