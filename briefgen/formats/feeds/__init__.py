"""Feeds and records of news: entries with their publisher and day."""
