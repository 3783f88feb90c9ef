"""What other rooms may hear about recordings. All but one are sent after commit and only hurry what a sweep would find."""

from django.dispatch import Signal

work_waiting = Signal()  # recording_id: a recording waits for a worker
# recording_id, before, after (media.rules.cuts.EditList of one uncut replay): times in the replay mean others from now on. Sent within the
# transaction that publishes the cut, the row locked: whoever keeps such times changes them in it, and an error undoes it all.
recording_recut = Signal()
recording_changed = Signal()  # recording_id: it became ready, or failed, or was replaced
