"""Words of monitoring for its templates."""
