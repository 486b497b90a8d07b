"""What can be done with campaigns, surveys and the lists behind the targets."""
