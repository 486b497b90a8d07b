"""Words of templates about reports."""
