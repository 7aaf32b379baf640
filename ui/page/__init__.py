"""The pages of a case: geometry, pictures, boxes, mouse and keys."""
