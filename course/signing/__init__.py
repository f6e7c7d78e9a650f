"""Getting in and out: links, recovery, other devices, identity providers, signing out."""
