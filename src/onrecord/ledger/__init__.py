"""What is kept: originals, reports, readings and decisions, with a custody chain that anybody can check offline."""
