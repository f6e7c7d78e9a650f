"""The wall: blunders shared without a name, in shuffled batches on fixed days."""
