"""How a face is cut out for each network, plainly and in slightly different ways.

The plain crop is the one that a network was trained with. A look is a crop that differs
from it a little in size, place or direction, as no two crops of a face in training were
alike. What differs between looks at one face is noise, and averages out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from visage.faces.face import Detection
from visage.geometry import Similarity
from visage.pictures.picture import Picture
from visage.pictures.warp import warp

# dlib cuts its 150 px chips by five points of its own, which are not MTCNN's. Where
# MTCNN's points (eyes, nose, mouth corners) lie in such chips on average, over 394
# faces of LFW people, made symmetrical, then 4 px up and 2 % apart: the place that was
# most accurate on fold 1 of LFW's pairs and 31 of its people, and good on the others.
DLIB_POINTS = np.array(
    [
        (46.72, 41.54),
        (102.28, 41.54),
        (74.5, 75.19),
        (51.84, 104.55),
        (97.16, 104.55),
    ]
)
DLIB_SIZE = 150

# As facenet-pytorch cuts faces for its evaluation on LFW: 160 px, 14 of them margin.
FACENET_SIZE = 160
FACENET_MARGIN = 14


@dataclass(frozen=True)
class Look:
    """How a crop differs from the plain one.

    The face is `size` times as large around the middle of the crop, which is then,
    where `mirrored`, turned into its mirror image.
    """

    size: float = 1.0
    mirrored: bool = False


PLAIN = Look()

# In this order, so that the first ones do best among so few.
LOOKS = (
    PLAIN,
    Look(1.08, mirrored=True),
    Look(0.93, mirrored=True),
    Look(mirrored=True),
    Look(1.08),
    Look(0.93),
)


def dlib_chip(picture: Picture, face: Detection, look: Look = PLAIN) -> Picture:
    """The face as dlib's ResNet saw faces in training, cut out by MTCNN's points.

    Pixels between pixels are bilinear, as dlib makes them.
    """
    middle = (DLIB_SIZE - 1) / 2, (DLIB_SIZE - 1) / 2
    upright = Similarity.fitted(face.points, DLIB_POINTS)
    sized = upright.then(Similarity.about(middle, middle, scale=look.size))
    chip = warp(picture, sized, DLIB_SIZE, DLIB_SIZE, Image.Resampling.BILINEAR)
    return _mirrored(chip, look)


def facenet_chip(picture: Picture, face: Detection, look: Look = PLAIN) -> Picture:
    """The box and its margin at 160 px, as facenet-pytorch's `extract_face` cuts it.

    The face is not turned upright, and is stretched into a square: the network was
    trained on such crops. Only a head that lies on its side or upside down, as none did
    there, is set up by quarters.
    """
    share = FACENET_SIZE / (FACENET_SIZE - FACENET_MARGIN)
    box = face.box.grown(share / look.size).clipped(*picture.shape[1::-1])
    edges = int(box.left), int(box.top), int(box.right), int(box.bottom)
    part = Image.fromarray(picture).crop(edges)
    side = FACENET_SIZE
    chip = np.asarray(part.resize((side, side), Image.Resampling.BILINEAR))
    right, down = face.points[1] - face.points[0]
    quarters = round(math.degrees(math.atan2(down, right)) / 90)
    return _mirrored(np.ascontiguousarray(np.rot90(chip, quarters)), look)


def _mirrored(chip: Picture, look: Look) -> Picture:
    return np.ascontiguousarray(chip[:, ::-1]) if look.mirrored else chip
