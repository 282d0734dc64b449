"""What responses say: letters, numbered answers, tables and pages of policing bodies."""
