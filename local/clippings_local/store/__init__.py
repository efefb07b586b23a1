"""The stores of the local stack: a table, objects, queues and secrets in one SQLite file."""
