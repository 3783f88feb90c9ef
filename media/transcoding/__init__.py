"""From an original to a folder that players understand. The only room that speaks to ffmpeg.

    remux(path, source, folder, ...) -> Made      the best rung of a recording that players take as it is
    encode(path, source, folder, ...) -> Made     all rungs
    cut(source, edits, folder, ...) -> Made       what is kept of a folder that `encode` or `remux` made
    join(first, second, folder, ...) -> Made      two such folders as one

writes into `folder` (empty, of this attempt alone) and answers only when everything in it was verified. Layout:
master.m3u8, <rung>p/{index.m3u8,init.mp4,00000.m4s...}, audio/{...}, heard.json (how the sound is, where it was listened to), replay.mp4 or replay.m4a,
poster.jpg (where there is a picture).
"""

from media.transcoding.cutting import cut
from media.transcoding.extras import make_extras
from media.transcoding.jobs import COPY_FAULTS, Made, MadeRung, NotMade, Told
from media.transcoding.joining import join
from media.transcoding.levelling import wanted as wanted_gain
from media.transcoding.making import encode, remux
from media.transcoding.tool import NoTool, find_tool

__all__ = ["COPY_FAULTS", "Made", "MadeRung", "NoTool", "NotMade", "Told", "cut", "encode", "find_tool", "join", "make_extras", "remux", "wanted_gain"]
