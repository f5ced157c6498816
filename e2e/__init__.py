"""The partner site in a browser: page objects, and the driver that makes the verbs of a scenario out of them."""
