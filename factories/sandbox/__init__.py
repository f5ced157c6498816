"""The road to a real sandbox: its settings, tokens, what is found there, and what is refused to protect it."""
