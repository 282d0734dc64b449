"""What would reach a person: known, and cut out before anything is read."""
