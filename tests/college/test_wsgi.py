"""The door for servers."""

import gc
import sys
from importlib import import_module


def test_a_server_throws_away_what_its_requests_leave_behind(monkeypatch):
    """The collector rests only while the site is loaded."""
    monkeypatch.delitem(sys.modules, "college.wsgi", raising=False)
    import_module("college.wsgi")
    assert gc.isenabled()
