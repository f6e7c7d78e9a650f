"""All SQL. Never imports course or pages."""
