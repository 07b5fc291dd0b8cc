"""Corrections by people: kept beside the store, bound to the text they were made for."""
