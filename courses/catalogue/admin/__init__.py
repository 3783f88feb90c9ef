"""The catalogue in the Wagtail admin, one module per topic; `courses/wagtail_hooks.py` wires it."""
