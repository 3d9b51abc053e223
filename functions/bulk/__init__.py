"""The bulk function: imports of many people, part after part."""
