"""Measurements of plancards: accuracy over generated layouts, speed against other readers."""
