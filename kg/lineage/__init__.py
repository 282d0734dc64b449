"""Which findings of a force say the same thing through the years, and what became of each."""
