"""What reviews are, without Sphinx."""
