"""Office files of all makers but Word: texts, slides and sheets."""
