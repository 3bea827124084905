"""What tests and authors of adapters reuse: builders of fictional readings, a private PostgreSQL, the ledger's suite."""
