"""Lesson files read, checked and kept as editions."""
