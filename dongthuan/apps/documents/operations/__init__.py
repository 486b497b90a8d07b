"""Every write about official documents, signing authorities and registers."""
