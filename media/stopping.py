"""The flag that a worker raises when it is told to end: running ffmpegs are killed and their recordings given back."""

from threading import Event

STOP = Event()
