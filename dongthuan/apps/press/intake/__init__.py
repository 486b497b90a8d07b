"""Mail as bytes turned into what an officer reads; no database, no network."""
