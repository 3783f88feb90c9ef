"""The demo and development on one machine: the packaged defaults, one process tree, no secrets to set."""

from college.settings.base import *  # noqa: F403

STATIC_ROOT = None  # whitenoise serves from the apps themselves; nothing is collected
