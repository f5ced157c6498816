"""What a real org answers otherwise than the mock: the same requests to both, compared, reported and kept as cases."""
