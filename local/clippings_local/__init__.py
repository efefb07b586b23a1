"""The command line and the local stack of Clippings."""
