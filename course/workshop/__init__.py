"""Live workshops: runs, stages, seats, groups, what is answered, booking and the report."""
