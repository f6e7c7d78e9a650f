"""What a learner does: drafts, attempts, reflections, ratings, progress."""
