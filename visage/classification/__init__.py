"""What is in a picture as a whole: classifiers of images, whatever their classes."""
