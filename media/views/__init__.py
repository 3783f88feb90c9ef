"""The doors of this room: the files of a replay, the state of a recording, and uploads by parts (`tus`) for the doors of upper rooms."""

from media.views.playing import play
from media.views.states import cancel, retry, state

__all__ = ["cancel", "play", "retry", "state"]
