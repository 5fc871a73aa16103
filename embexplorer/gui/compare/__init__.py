"""The middle of the Compare layout: two maps side by side."""
