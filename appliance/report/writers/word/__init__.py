"""What a Word document of a report is made of; `docx.py` puts it together."""
