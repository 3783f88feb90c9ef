"""A child of the supervisor never outlives it, not even one that is just being started."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux ends children with their parent")

LATE = """
import os, sys, time
from college import supervisor
parent = os.getpid()
if os.fork():
    os._exit(0)
while os.getppid() == parent:
    time.sleep(0.01)
supervisor.end_with_parent(parent)
open(sys.argv[1], "w").close()
"""


def test_a_child_whose_parent_died_before_it_could_ask_to_die_with_it_does_not_begin(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    subprocess.run([sys.executable, "-c", LATE, str(begun)], cwd=ROOT, check=True, capture_output=True)  # it waits for the child, which holds the pipes
    assert not begun.exists()
