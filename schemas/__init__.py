"""What plancards knows and what it hands on: stage types, the published record, tables and facts."""
