"""Building the site: from a snapshot to a published folder."""
