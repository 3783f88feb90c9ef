"""Catalogue (课程库): what is taught: the course page made of the five ones, its units, and its files."""
