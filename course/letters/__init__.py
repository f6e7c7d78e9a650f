"""What people are sent and how they like their pages: letters, a calendar by link, settings."""
