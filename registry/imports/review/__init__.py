"""What a person sees of staged rows and decides about them."""
