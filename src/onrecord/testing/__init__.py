"""What tests and authors of adapters reuse: fictional readings, a private PostgreSQL, the ledger's suite."""
