"""Small maps of one space beside each other, made with other values of one parameter, and linked."""
