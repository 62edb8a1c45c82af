"""What a workbook of a report is made of; `xlsx.py` puts it together."""
