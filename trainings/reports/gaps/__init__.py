"""What is missing: vacant posts, people too many, villages without PSM, people without training."""
