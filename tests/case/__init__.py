"""Tests of the words of the trade and of the journal."""
