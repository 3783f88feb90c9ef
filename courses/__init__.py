"""Courses (课程): one app of slices, in the order of the corridor: catalogue, selection, learning, evaluation, credits."""
