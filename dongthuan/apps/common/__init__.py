"""Grammar of access, form parts, template tags, base templates and styles; no tables."""
