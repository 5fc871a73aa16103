"""What can be set about each layer of the map: the widgets that the panel Layers shows for the chosen one."""
