"""The doors of this room: the files of a replay, the state of a recording, its captions, its cut, and uploads by parts (`tus`) for the doors of upper rooms."""

from media.views.captions import captions, edit_captions, remove_captions
from media.views.cutting import cut, unmade
from media.views.joining import join
from media.views.playing import play
from media.views.states import cancel, retry, state

__all__ = ["cancel", "captions", "cut", "edit_captions", "join", "play", "remove_captions", "retry", "state", "unmade"]
