"""Stores in object storage, such as ``s3://bucket/prefix``: whole versions, by one manifest.

The manifest says which object holds which file of the store. Objects are never changed, and the
manifest is replaced last, and only if it is still the one that the writer began with: a reader sees
the store before or after a write, never a mix, and of two writers the later one begins again.
"""
