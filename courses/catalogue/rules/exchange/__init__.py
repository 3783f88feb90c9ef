"""Courses on their way in and out: what a packed course says, and the two forms in which it travels. No database here.

`packed` is the course itself; `archives` the gate for every archive; `folder` and `cartridge` the two forms; `table` what a spreadsheet says.
"""
