"""Steps: Given by factories, When and Then by an actor's verb."""
