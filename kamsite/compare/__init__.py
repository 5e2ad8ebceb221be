"""What changed between two versions of plans, by meaning: values only, no words of a language that need formatting."""
