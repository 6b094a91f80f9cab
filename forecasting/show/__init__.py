"""What a reader opens: pages, the explorer, the panel, the review page and the terminal."""
