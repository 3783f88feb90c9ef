"""Ratios, each measured against a peer that does the same work in the same run: `make bench`, or `make bench ONLY=search_embedded`.

A machine is fast or slow and busy or idle; a ratio of two things measured in turns on it says something about the code. `__main__` runs each
benchmark as a process of its own, with its own folder and database, and writes what came out to $DATA_DIR/bench.json.
"""
