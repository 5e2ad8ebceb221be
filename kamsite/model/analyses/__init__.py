"""What follows from a plan: judgements in words and numbers, each a pure function."""
