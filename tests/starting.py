"""Loaded before everything else (see addopts in pyproject.toml): until all tests are collected nothing is thrown away, and the collector that looks for
what could be walked in vain through all that was imported. That was a quarter of the time of every worker's start."""

import gc

gc.disable()
