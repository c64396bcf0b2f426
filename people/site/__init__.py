"""What readers see of people, organisations and places: indexes, dossiers, structured data."""
