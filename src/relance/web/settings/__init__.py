"""What the creditor chooses: who he is, his terms, his mailbox, scenarios, words, people."""
