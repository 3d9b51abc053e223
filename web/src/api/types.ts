export type Point = readonly [number, number];

/** Pixels of the upright picture as it was sent. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface PictureSize {
  width: number;
  height: number;
}

export interface FoundPicture extends PictureSize {
  /** Degrees counter-clockwise the picture was turned by before faces were found. */
  turned: number;
}

export interface FoundFace {
  index: number;
  box: Box;
  /** How sure the detector is, from 0 to 1. */
  probability: number;
  /** 68 points, iBUG order. */
  landmarks: Point[];
  inter_ocular_distance: number;
  /** Degrees; 0 is upright. */
  roll: number;
}

export interface AlignedFace extends FoundFace {
  transform: readonly (readonly number[])[];
  aligned: { size: number; landmarks: Point[]; image: string };
}

export interface AlignResponse {
  picture: FoundPicture;
  faces: AlignedFace[];
}

export interface LandmarksResponse {
  picture: FoundPicture;
  faces: FoundFace[];
}

export type Blend = 'seamless' | 'feather' | 'none';

export interface SwapOptions {
  blend: Blend;
  label: boolean;
  format: Format;
}

export interface SwapFace {
  index: number;
  box: Box;
  landmarks: Point[];
  /** Degrees to the side; positive to the right of the picture. */
  yaw: number;
}

export interface SwapResponse extends PictureSize {
  source: SwapFace;
  targets: SwapFace[];
  /** A data URI. */
  image: string;
  mask: string | null;
}

export type Crop = 'face' | 'head';
export type Format = 'png' | 'jpeg' | 'webp';

export interface AlignOptions {
  size: number;
  crop: Crop;
  margin: number;
  format: Format;
}

export interface Model {
  name: string;
  kind: string;
  file: string;
  sha256: string | null;
  size: number | null;
  licence: string;
  commercial: 'yes' | 'no' | 'unknown';
  used_for: string;
  training_data: string;
  present: boolean;
}
