"""From extracted text to paragraphs, sections and boxes with their places, and no meaning yet."""
