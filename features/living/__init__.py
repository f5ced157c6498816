"""Living documentation: one page of all features, with how they ended in the last run."""
