"""What is unusual now: online detectors over counts, calibrated on each series' own past."""
