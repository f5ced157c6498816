"""What the rooms with pages share: forms that nobody forges, redirects that stay here, headers, cookies, safe text."""
