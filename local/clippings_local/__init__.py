"""The command line and the local floor of Clippings."""
