"""The doors of this room: the files of a replay, and the state of a recording."""

from media.views.playing import play
from media.views.states import retry, state

__all__ = ["play", "retry", "state"]
