"""Tuning the language model: text made for training, the training, what it gains."""
