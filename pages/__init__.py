"""All that a browser can reach: asks course, draws, sends back."""
