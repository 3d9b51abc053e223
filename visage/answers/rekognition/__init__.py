"""Amazon Rekognition's calls for collections, faces and users, over our gallery.

A thin translation: what goes over the wire has their names and their shapes, what is
done is done by `visage.gallery` and `visage.recognition`, and nothing else knows of
this package. `docs/rekognition.md` says what is answered and what differs.
"""
