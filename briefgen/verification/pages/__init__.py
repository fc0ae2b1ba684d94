"""What finished files show, against what the note says."""
