"""What the spreadsheet engine is trusted with, tried at length: made-up sheets and broken files."""
