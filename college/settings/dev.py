"""The demo and development on one machine: the packaged defaults, one process tree, no secrets to set."""

from college.settings.base import *  # noqa: F403
from college.settings.base import SMS_BACKEND

SMS_BACKEND = SMS_BACKEND or "college.sms.ConsoleBackend"

STATIC_ROOT = None  # whitenoise serves from the apps themselves; nothing is collected
