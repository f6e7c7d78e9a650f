"""One file of SQL statements for each subject."""
