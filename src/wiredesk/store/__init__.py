"""All SQL: reports, readings, links, rulings and the log, in one SQLite file or in PostgreSQL."""
