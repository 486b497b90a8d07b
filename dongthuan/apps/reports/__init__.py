"""Report rounds, unit reports, and the synthesis in which every figure names its unit and task."""
