"""What readers see of stories: views, addresses, the front page, structured data. Asks, and changes nothing."""
