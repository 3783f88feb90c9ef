"""Django's backend for PostgreSQL. What it does otherwise is in the one class below; Django asks for a module of this name."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Before the first query of a request Django asks the server `SELECT 1`, a whole journey for nothing on all but one in a million.

    A server that has gone has said so: the socket of a connection that asks nothing can be read only when the server ended it, or told something
    unasked. Only then the server is asked. A machine that vanished without a word is found by the query itself, as it would be a moment later.
    """

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        told, _, _ = select.select([self.connection.fileno()], [], [], 0)
        return super().is_usable() if told else True
