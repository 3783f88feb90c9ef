"""The slides of a filmed lecture. A library: it takes files and answers plain values, and knows no recording's row.

    find(path, source) -> Sighting      when another slide came (detection)

Whatever opens a recording does so in a limited child process.
"""

from media.slides.detection import NotSeen, Sighting, find

__all__ = ["NotSeen", "Sighting", "find"]
