"""The pages for readers, and what makes the reference."""
