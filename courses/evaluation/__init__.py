"""Evaluation (评估): what teachers and learners say of each other. The room is kept; its models come with the ratings."""
