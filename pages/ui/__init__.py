"""Drawing helpers shared by the pages."""
