"""From a plan's file to versions in a store: the story of a run, checks, writers, the command."""

__version__ = "0.1.0"
