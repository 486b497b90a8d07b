"""Early warning: the chance that the unfavourable count of a topic crosses its line within hours."""
