"""Giving up what was wished of a replay before it came about."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from college.errors import DomainError
from media import rules
from media.domain import cutting, joining
from media.domain.receiving import announce, waiting
from media.models import Recording


class NothingWished(DomainError):
    """What is published is what is wanted, or nothing is published that could stay."""

    code = "nothing_wished"
    message = _("There is no unfinished cut that could be taken back. Please look at the state.")


def take_back(*, recording: Recording, by: Any, now: datetime) -> Recording:
    """Give up a cut or a join that is not published: it waits, is being made (the worker notices) or did not come about. Raises NoCutting, NothingWished."""
    with transaction.atomic():
        row = cutting.held(recording, by)
        is_waiting, left = row.step == Recording.Step.CUT, {step: code for step, code in row.left_out.items() if step != Recording.Step.CUT}
        if not row.folder or not (is_waiting or left != row.left_out):
            raise NothingWished
        ended = {**waiting(now), "state": Recording.State.READY, "progress": 100, "step": rules.after(Recording.Step.CUT)} if is_waiting else {}
        kept = {"edits_wanted": row.edits, **joining.give_up(row), "edits_version": row.edits_version + 1, "left_out": left}
        Recording.objects.filter(pk=row.pk).update(**ended, **kept)
        announce(row.pk)
    recording.refresh_from_db()
    return recording
