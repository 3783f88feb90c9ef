"""Decisions of the college on plain values: no Django, no clock, no randomness."""
