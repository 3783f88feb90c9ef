"""The office's desks for selection in the Wagtail admin."""
