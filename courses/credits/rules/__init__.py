"""The arithmetic of this room, one module per topic: ledger and credits, and the report. No Django, no clock."""
