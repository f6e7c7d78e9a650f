"""What hosts and signed-in learners see of a live workshop."""
