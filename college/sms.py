"""SMS through whatever provider the college has: a class named by SMS_BACKEND (docs/notices.md)."""

from __future__ import annotations

import logging

from django.conf import settings
from django.utils.module_loading import import_string

logger = logging.getLogger("college.sms")


class NotSent(Exception):
    """The message has surely not left: it may be tried again."""


class SmsBackend:
    """Base of all backends. It is made anew for each lot of messages, with what SMS_OPTIONS says as named arguments (strings)."""

    def __init__(self, **options: str) -> None:
        self.options = options

    def send(self, *, phone: str, text: str, reference: str) -> str:
        """Hand one message to the provider, within ten seconds; returns its number for it, or "".

        `phone` is in the form +8619900000000, `text` plain and whole, `reference` ours: a provider that can refuse the same one twice should be given it.
        Raises NotSent where the provider has surely not taken it: it is tried again. Any other error means that nobody knows, and it is not sent again.
        """
        raise NotImplementedError


class ConsoleBackend(SmsBackend):
    """Writes to the log what would be sent. For the demo and for development."""

    def send(self, *, phone: str, text: str, reference: str) -> str:
        logger.info("SMS to %s (%s): %s", phone, reference, text)
        return ""


def backend() -> SmsBackend | None:
    """The one of SMS_BACKEND; None when there is none, and nothing is sent by SMS."""
    if not settings.SMS_BACKEND:
        return None
    made: SmsBackend = import_string(settings.SMS_BACKEND)(**settings.SMS_OPTIONS)
    return made
