"""College (学院): people and their roles, schools, places, terms, and the frame of the site that every other room stands in."""
