"""Files into text, and decided content into .docx and .pdf in the official layout; no Django."""
