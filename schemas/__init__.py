"""What plancards knows and hands on: stage types, the published record, tables and facts."""
