"""Rules: what in a plan is wrong, weak or could be better. One small function a rule, each with its code."""
