"""The pages of this room: the statement, and the promotion report with what its members see of it."""
