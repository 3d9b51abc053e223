"""A face onto another: the laws that always hold, and the hard cases."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.two_portraits import ASTRONAUT, HOPPER, astronaut, hopper
from visage.errors import TooTurned
from visage.faces.mean_face import MEAN_FACE
from visage.faces.pose import yaw
from visage.geometry import Points, Similarity
from visage.pictures.picture import Picture
from visage.swap.expression import opening
from visage.swap.forehead import reach, with_foreheads
from visage.swap.mesh import Area
from visage.swap.outline import Regions, to_grid
from visage.swap.swap import exchange, graft, swap

few = settings(max_examples=12, deadline=None)


def scaled(picture: Picture, points: Points, factor: float) -> tuple[Picture, Points]:
    height, width = picture.shape[:2]
    size = round(width * factor), round(height * factor)
    small = Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS)
    return np.asarray(small), (points + 0.5) * (size[0] / width) - 0.5


def turned(points: Points, degrees: float) -> Points:
    """The points of a head turned to the side: a cylinder with a nose."""
    middle, radius = points[27, 0], np.ptp(points[:, 0]) / 2
    aside = np.clip((points[:, 0] - middle) / radius, -1, 1)
    depth = np.sqrt(1 - aside * aside)
    depth[28:36] += np.array([0.1, 0.2, 0.3, 0.1, 0.15, 0.2, 0.15, 0.1])
    turn = np.radians(degrees)
    moved = points.copy()
    moved[:, 0] = middle + radius * (aside * np.cos(turn) + depth * np.sin(turn))
    return moved


@few
@given(st.sampled_from(["astronaut", "hopper"]), st.floats(0.4, 1.6), st.integers(0, 3))
def test_a_face_swapped_with_itself_stays(
    name: str, factor: float, quarters: int
) -> None:
    portraits = {"astronaut": (astronaut(), ASTRONAUT), "hopper": (hopper(), HOPPER)}
    picture, points = scaled(*portraits[name], factor)
    for _ in range(quarters):
        points = np.stack([points[:, 1], picture.shape[1] - 1 - points[:, 0]], axis=1)
        picture = np.ascontiguousarray(np.rot90(picture))
    result = swap(picture, points, picture, [points])
    assert np.abs(result.picture.astype(int) - picture).max() <= 3
    assert result.mask.max() == 255


@few
@given(
    st.floats(0.3, 2.5),
    st.floats(-0.6, 1.2),
    st.floats(-0.6, 1.2),
    st.sampled_from(["seamless", "feather", "none"]),
)
def test_nothing_outside_the_mask_changes(
    size: float, across: float, down: float, blend: str
) -> None:
    """Wherever the face is put, also beyond the borders of the picture."""
    target = hopper()
    place = (HOPPER - HOPPER.mean(axis=0)) * size + np.array([512 * across, 600 * down])
    result = swap(astronaut(), ASTRONAUT, target, [place], blend)  # type: ignore[arg-type]
    outside = result.mask == 0
    np.testing.assert_array_equal(result.picture[outside], target[outside])
    assert result.mask.shape == target.shape[:2]


@settings(max_examples=10, deadline=None)
@given(
    st.floats(100, 1500), st.floats(-30, 30), st.sampled_from(["seamless", "feather"])
)
def test_the_mask_has_faded_before_the_edge_of_its_patch(
    width: float, lean: float, blend: str
) -> None:
    """The patch of a face is a rectangle, and no side of it may be seen."""
    factor = width / np.ptp(HOPPER[:, 0])
    centre = (width * 0.8, width)
    there = Similarity.about((0, 0), centre, lean, factor)
    place = there.apply(HOPPER - HOPPER.mean(axis=0))
    size = round(width * 1.6), round(width * 2.2)
    target = np.asarray(Image.fromarray(hopper()).resize(size))
    patch = graft(astronaut(), ASTRONAUT, target, place, blend)  # type: ignore[arg-type]
    area, mask = patch.area, patch.face.mask
    inside = {
        "left": (area.left > 0, mask[:, 0]),
        "right": (area.left + area.width < size[0], mask[:, -1]),
        "top": (area.top > 0, mask[0]),
        "bottom": (area.top + area.height < size[1], mask[-1]),
    }
    hard = {side: int(m.max()) for side, (within, m) in inside.items() if within}
    assert hard
    assert max(hard.values()) <= 8, hard
    assert mask.max() == 255


def test_the_order_of_places_does_not_matter() -> None:
    target = hopper()
    middle = HOPPER.mean(axis=0)
    places = [
        HOPPER,
        (HOPPER - middle) * 0.6 + (180, 200),
        (HOPPER - middle) * 0.6 + (330, 420),
    ]
    results = [
        swap(astronaut(), ASTRONAUT, target, order).picture
        for order in itertools.permutations(places)
    ]
    for other in results[1:]:
        np.testing.assert_array_equal(other, results[0])
    assert (results[0] != target).any()


def side_by_side() -> tuple[Picture, Points, Points]:
    picture = np.zeros((600, 1024, 3), np.uint8)
    picture[:512, :512], picture[:, 512:] = astronaut(), hopper()
    return picture, ASTRONAUT, HOPPER + np.array((512, 0))


def test_an_exchange_is_two_swaps_and_has_no_first() -> None:
    picture, left, right = side_by_side()
    both = exchange(picture, left, right)
    np.testing.assert_array_equal(both.picture, exchange(picture, right, left).picture)
    one = swap(picture, left, picture, [right]).picture
    other = swap(picture, right, picture, [left]).picture
    np.testing.assert_array_equal(both.picture[:, 512:], one[:, 512:])
    np.testing.assert_array_equal(both.picture[:, :512], other[:, :512])


@pytest.mark.parametrize(("factor", "onto"), [(0.3, 4.5), (4.5, 0.3)])
def test_sizes_may_differ_by_far(factor: float, onto: float) -> None:
    source, face = scaled(astronaut(), ASTRONAUT, factor)
    target, place = scaled(hopper(), HOPPER, onto / 2.4)
    result = swap(source, face, target, [place])
    changed = (result.picture != target).any(axis=2)
    assert changed.sum() > 0.5 * (result.mask > 128).sum()


def test_a_coloured_face_on_a_grey_picture_is_grey() -> None:
    grey = np.repeat(hopper().mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)
    result = swap(astronaut(), ASTRONAUT, grey, [HOPPER])
    assert np.ptp(result.picture.astype(int), axis=2).max() <= 6


def test_a_grey_face_on_a_coloured_picture_is_coloured() -> None:
    grey = np.repeat(hopper().mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)
    result = swap(grey, HOPPER, astronaut(), [ASTRONAUT])
    inside = result.picture[result.mask == 255].astype(int)
    assert np.median(inside[:, 0] - inside[:, 2]) > 20


def test_a_source_cut_by_its_border_leaves_the_rest_of_the_target() -> None:
    x = round(float(HOPPER[:, 0].mean()))
    half = hopper()[:, :x]
    result = swap(half, HOPPER, astronaut(), [ASTRONAUT])
    middle = round(float(ASTRONAUT[27, 0]))
    assert not result.mask[:, middle + 12 :].any()
    assert (result.mask[:, : middle - 12] == 255).any()


def test_a_laughing_target_keeps_its_teeth_under_a_shut_mouth() -> None:
    assert opening(HOPPER) < 0.02 < opening(ASTRONAUT)
    inner = ASTRONAUT[60:68].mean(axis=0).round().astype(int)
    closed = swap(hopper(), HOPPER, astronaut(), [ASTRONAUT])
    own = swap(astronaut(), ASTRONAUT, astronaut(), [ASTRONAUT])
    assert closed.mask[inner[1], inner[0]] < 128
    assert own.mask[inner[1], inner[0]] == 255


@pytest.mark.parametrize("degrees", [-40, -25, -10, 0, 10, 25, 40])
def test_yaw_follows_the_turn_of_the_head(degrees: float) -> None:
    """To 5 degrees: the head that is turned here is a cylinder, and no head is."""
    assert yaw(turned(MEAN_FACE, degrees)) == pytest.approx(degrees, abs=5)


def test_roll_does_not_count_as_yaw() -> None:
    turn = np.radians(40)
    matrix = np.array([(np.cos(turn), -np.sin(turn)), (np.sin(turn), np.cos(turn))])
    assert yaw(ASTRONAUT @ matrix.T) == pytest.approx(yaw(ASTRONAUT), abs=1e-6)


def test_a_profile_is_refused_with_its_yaw() -> None:
    profile = turned(HOPPER, 55)
    said = f"source face is turned by {yaw(profile):.0f} degrees"
    with pytest.raises(TooTurned, match=said):
        swap(hopper(), profile, astronaut(), [ASTRONAUT])
    with pytest.raises(TooTurned, match="target face is turned by"):
        swap(astronaut(), ASTRONAUT, hopper(), [profile])


def test_faces_that_look_apart_are_refused() -> None:
    left, right = turned(HOPPER, -24), turned(HOPPER, 24)
    assert max(abs(yaw(left)), abs(yaw(right))) < 45
    with pytest.raises(TooTurned, match="degrees apart"):
        swap(hopper(), left, hopper(), [right])


def test_the_forehead_stops_at_a_cap_and_at_hair() -> None:
    """Grace Hopper's cap and the astronaut's fringe come down to the same height."""
    for picture, points in ((hopper(), HOPPER), (astronaut(), ASTRONAUT)):
        assert 0.05 < reach(picture, points)[5] < 0.9
    bald = np.full((400, 400, 3), (200, 150, 120), np.uint8)
    points = MEAN_FACE * 80 + (200, 200)
    assert reach(bald, points) == pytest.approx(1)


def test_a_forehead_is_not_stretched_over_a_bald_head() -> None:
    short, long = np.full(11, 0.3), np.ones(11)
    here, there = with_foreheads(MEAN_FACE, short, MEAN_FACE, long)
    assert here.shape == there.shape == (79, 2)
    height = MEAN_FACE[17:27, 1].mean() - here[68:, 1].min()
    raised = MEAN_FACE[17:27, 1].mean() - there[68:, 1].min()
    assert height < raised < 1.5 * height


def test_regions_have_a_face_without_its_features() -> None:
    points = np.concatenate([MEAN_FACE, np.zeros((11, 2))]) * 80 + (150, 80)
    points[68:] = np.linspace(points[0], points[16], 11) - (0, 60)
    area = Area.around(points, 2, 400, 400)
    regions = Regions.of(points, area)
    x, y = to_grid(points, area).round().astype(int).T
    cheeks, nose, chin = [2, 14], 29, 8
    features = [19, 24, 37, 41, 44, 46, 51, 57, 62, 66]
    inner = [(x[2] + x[31]) // 2, (x[14] + x[35]) // 2], [y[30], y[30]]
    assert not regions.plain[y[features], x[features]].any()
    assert regions.face[y[features], x[features]].all()
    assert regions.plain[inner[1], inner[0]].all()
    assert regions.plain[y[nose], x[nose]]
    assert regions.depth[inner[1], inner[0]].min() > 0.9
    assert regions.depth[y[[*cheeks, chin]], x[[*cheeks, chin]]] == pytest.approx(
        0.5, abs=0.15
    )
    assert (regions.jaw[y[chin], x[chin]], regions.jaw[y[27], x[27]]) == (1, 0)
    assert (regions.above[y[70], x[70]], regions.above[y[57], x[57]]) == (1, 0)
