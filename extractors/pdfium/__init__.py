"""PDFium's raw calls turned into words and rules, in as few calls as a page allows."""
