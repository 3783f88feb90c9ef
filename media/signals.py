"""What other rooms may hear about recordings. Sent after commit; they only hurry what a sweep would find."""

from django.dispatch import Signal

work_waiting = Signal()  # recording_id: a recording waits for a worker
recording_changed = Signal()  # recording_id: it became ready, or failed, or was replaced
