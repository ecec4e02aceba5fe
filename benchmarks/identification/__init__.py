"""How well real records are read and matched, against labels made by hand."""
