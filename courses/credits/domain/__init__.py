"""The verbs of credits. Each takes its clock as `now` (aware) and refuses by raising."""
