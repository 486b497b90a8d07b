"""Policy communication for a Vietnamese state agency: from a directive to proof that it worked."""
