"""What the service on one machine keeps: a table, objects, queues and secrets in one SQLite file."""
