"""Training on one's own people: from folders of pictures to a classifier and a report.

Needs Visage's extra `train`: `pip install 'visage[train]'`.
"""
