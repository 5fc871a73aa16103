"""Small parts that panels are built from: plain labels, tables with bars, forms made from steps."""
