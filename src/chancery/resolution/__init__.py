"""Mentions to dated, identified facts."""
