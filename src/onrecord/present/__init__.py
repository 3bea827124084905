"""What people and programs see of a reading: commands, tables, pages, JSON."""
