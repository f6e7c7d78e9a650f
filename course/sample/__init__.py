"""An invented cohort, some weeks in, made by the same operations as a real one."""
