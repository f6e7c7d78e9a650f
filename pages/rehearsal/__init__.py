"""Simulated participants: phones over the real protocol, for rehearsals, tests and the bench."""
