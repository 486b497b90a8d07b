"""Text to trends: normalise, cite, read, encode, classify, group, detect, forecast; no Django."""
