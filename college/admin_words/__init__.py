"""Words of the Wagtail admin that its own Chinese catalogue does not have yet. Named here, they are translated in ours; nothing imports them."""
