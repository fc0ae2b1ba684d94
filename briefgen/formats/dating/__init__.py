"""Days of publication as files write them: in fields, in words, at the head, in an address."""
