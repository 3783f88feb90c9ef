"""Credits (学分): what a completion is worth. An append-only ledger, the statement and the promotion report."""
