"""Builds the sample plans: source text (TOML) to Word, PDF and the records expected of them."""
