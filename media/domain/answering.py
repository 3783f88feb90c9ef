"""Who answers for a recording: whose it is, and the office of the school that holds its lesson. Of one without a lesson every office is."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from college.roles import is_keeper
from media.models import Recording
from media.places import places


def kept_by(user: Any) -> QuerySet[Recording]:
    """The recordings, removed ones too, that somebody of the office keeps. Only asked of somebody of the office."""
    beyond = places().beyond(user)
    return Recording.objects.all() if beyond is None else Recording.objects.exclude(beyond)


def answers_for(user: Any, recording: Recording) -> bool:
    """Whether this person may look after the recording: see its state, cut it, give it captions and a lesson. A query for the office of one school."""
    if recording.owner_id == user.pk or not is_keeper(user):
        return bool(recording.owner_id == user.pk)
    beyond = places().beyond(user)
    return beyond is None or not Recording.objects.filter(beyond, pk=recording.pk).exists()
