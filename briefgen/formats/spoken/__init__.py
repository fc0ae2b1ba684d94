"""What was said, with the time at which it was: subtitles, captions, files of transcripts."""
