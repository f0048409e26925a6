"""The report of a district (kecamatan), or of every district of a regency."""
