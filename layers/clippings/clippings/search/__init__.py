"""Search: the port that every engine fills, the query's syntax, and the analysis of text that all engines share."""
