"""What is a person's own: seeing it, taking it along, leaving, being erased."""
