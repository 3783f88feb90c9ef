"""Credits (学分): what a completion is worth. The account is settled here; the ledger's entries come with the statement."""
