"""Where files lie: model files and uploads, in a directory or a bucket."""
