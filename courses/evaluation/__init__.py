"""Evaluation (评估): what teachers and learners say of each other. Kept so that nobody can join words to a person."""
