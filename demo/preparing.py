"""`python -m demo.preparing`: the tables, then the demo college, in one process.

The collector rests while the tables are made: it would walk, again and again, through the thousands of model classes that their history is made of."""

import gc
import signal
import sys
import time
import traceback
from typing import Any


def step(name: str, command: str, **options: Any) -> None:
    """One command of `manage.py` with its progress shown; a failure ends the start and says what to do."""
    from django.core.management import call_command

    print(f"{name} …", flush=True)  # noqa: T201
    begun = time.monotonic()
    try:
        call_command(command, **options)
    except Exception:
        traceback.print_exc()
        sys.exit(f"{name} failed, see above. Nothing is lost; try again, or start anew with another DATA_DIR.")
    print(f"{name}: done in {time.monotonic() - begun:.0f} s", flush=True)  # noqa: T201


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it at once; the parent says what that means
    gc.disable()
    import django

    django.setup()
    step("Making the database", "migrate", verbosity=0)
    gc.enable()
    step("Filling the demo college", "seed_demo", quiet_accounts=True)


if __name__ == "__main__":
    main()
