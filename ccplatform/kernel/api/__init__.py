"""The shape of an API view: its permission, its errors, its pages, its place in the schema."""
