"""Mails and mailboxes: who wrote what and when, and what only travels along."""
