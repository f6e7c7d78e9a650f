"""Cohorts: making them, joining them, and releasing their aggregates."""
