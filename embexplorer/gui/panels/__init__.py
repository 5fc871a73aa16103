"""The panels around the map, one to a file; each builds, connects, asks and redraws, and computes nothing."""
