"""What is written on the portal: the index, subscriptions, mails."""
