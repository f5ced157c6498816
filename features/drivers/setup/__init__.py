"""What an administrator does around partners, an area a file: the verbs, and how a program says them over REST."""
