"""Tables to Folium layers, page and file."""
