"""Merging two versions of a plan's file that grew from a third: by values, in the text of ours."""
