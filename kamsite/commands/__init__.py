"""The commands, one module each: `add` describes it, `run` does it and gives back the exit code."""
