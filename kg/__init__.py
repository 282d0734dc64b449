"""What police forces were told by their inspectorate, as a graph, and whether it was ever put right."""
