"""What is printed: PDFs made of a template and data, with every font they need inside."""
