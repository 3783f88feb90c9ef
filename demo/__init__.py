"""A believable college to look at: content, real files, real recordings, and the command that seeds them through the rooms' own verbs."""
