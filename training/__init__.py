"""Training of the body's models on the corpus: ``python -m training`` writes ``clippings/body/model.json``.

Nothing here is needed to run the service. The features come from the package itself, the labels from the corpus.
"""
