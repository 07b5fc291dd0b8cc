"""The commands: one per module, with ``EXAMPLES`` and a function of the module's name."""
