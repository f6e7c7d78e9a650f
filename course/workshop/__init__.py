"""Live workshops: plans run in a room, stages, seats, groups, answers and bookings."""
