"""The article's title, chosen among the candidates that the page gives."""
