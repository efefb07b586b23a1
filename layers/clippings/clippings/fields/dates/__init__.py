"""When the article was published and last changed, and how pages write dates."""
