"""Around every request: headers, editions, health, error pages, logs."""
