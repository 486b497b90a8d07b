"""Pages of monitoring, one module a subject: HTTP to one act or one query."""
