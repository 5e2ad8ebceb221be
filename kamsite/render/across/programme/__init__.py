"""Pages that tell of the KAM programme, one for each of its files, and the dashboard."""
