"""The court file: chronology, statement, numbered exhibits."""
