"""Files that officers hand in, turned into text by what they really are."""
