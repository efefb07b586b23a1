"""Who wrote the article: the people and organizations that sign it."""
