"""Runs that are killed, or refused by the disk, at every point: is the store whole afterwards?"""
