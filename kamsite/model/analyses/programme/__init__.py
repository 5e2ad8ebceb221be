"""What is worked out from the KAM programme: pure functions from its typed values to what pages and rules say."""
