"""Sessions in the database, as Django keeps them; reading one, which every page of a signed-in person does, by a query that is compiled once."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from college.compiled import Compiled, Given, loaded

FIELDS = ("session_key", "session_data", "expire_date")


@Compiled
def _KEPT() -> Any:
    return Session.objects.filter(session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())).values_list(*FIELDS)


class SessionStore(db.SessionStore):
    """Nothing is kept between requests: a session that is ended is ended for every process at once."""

    def _get_session_from_db(self) -> Session | None:
        rows = _KEPT.rows(key=self.session_key, now=timezone.now())
        if rows:
            return loaded(Session, **dict(zip(FIELDS, rows[0], strict=True)))
        self._session_key = None
        return None
