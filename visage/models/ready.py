"""The classifier that is there without training: EfficientNet-Lite0 on ImageNet.

The catalogue has its network and the names of its classes. From the two this makes a
classifier under a handle, like those that users train.
"""

from __future__ import annotations

from datetime import UTC, datetime

from visage.models.card import CLASSIFIER, Accuracy, Card, File, ImageInput
from visage.models.catalogue import entry
from visage.models.handles import Handles
from visage.models.store import ModelStore

HANDLE = "imagenet"
NETWORK, LABELS = "efficientnet_lite0", "imagenet_labels"
FILE = "classifier.onnx"
# What its authors' programs do: MEAN_RGB, STDDEV_RGB and CROP_PADDING in
# https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet
INPUT = ImageInput(
    resize=256,
    crop=224,
    interpolation="bicubic",
    mean=(127.0, 127.0, 127.0),
    std=(128.0, 128.0, 128.0),
)
# The share is the authors'; the interval follows from the number of pictures (Wilson).
ACCURACY = Accuracy(
    top1=0.751,
    low=0.747,
    high=0.755,
    pictures=50_000,
    source="ImageNet's validation pictures, as its authors say; not measured here",
)
# When the package with the weights was published. The same card each time, so that it
# is one version however often it is made.
MADE = datetime(2020, 6, 20, tzinfo=UTC)


def publish(models: ModelStore) -> bool:
    """Put the ready classifier under its handle; whether it was put there.

    It is not where the store lacks one of its two files, or has the handle already,
    whatever it serves. Raises ModelMissing, ModelCorrupt or StoreUnreachable.
    """
    handles = Handles(models.objects)
    if HANDLE in handles.index().handles or not {NETWORK, LABELS} <= models.held():
        return False
    network = models.read(NETWORK)
    labels = models.read(LABELS).decode().splitlines()
    content = card(len(network), labels).model_dump_json(indent=2).encode()
    handles.put(HANDLE, content, {CLASSIFIER: network})
    return True


def card(size: int, labels: list[str]) -> Card:
    """The card of the ready classifier, with its network of `size` bytes."""
    known = entry(NETWORK)
    assert known.sha256 is not None
    return Card(
        input=INPUT,
        classes=labels,
        accuracy=ACCURACY,
        licence=known.licence,
        commercial=known.commercial,
        training_data=known.training_data,
        made=MADE,
        files={CLASSIFIER: File(file=FILE, sha256=known.sha256, size=size)},
    )
