"""What the inspectorate's documents say: their particulars, grades, findings, and what became of earlier ones."""
