"""Decisions of the catalogue on plain values, one module per topic."""
