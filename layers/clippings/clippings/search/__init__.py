"""Search: the interface of the engines, the syntax of queries, and the analysis of text that all engines share."""
