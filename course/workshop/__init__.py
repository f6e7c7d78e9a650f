"""Live workshops: plans run in a room, stages, seats, groups, what is answered and what is booked."""
