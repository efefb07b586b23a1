"""The article's authors: people and organizations."""
