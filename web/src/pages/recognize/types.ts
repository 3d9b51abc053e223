import type { Box, PictureSize, Point } from '../../api/types';

/** MTCNN's five points; left and right are those of the picture. */
export interface FivePoints {
  left_eye: Point;
  right_eye: Point;
  nose: Point;
  mouth_left: Point;
  mouth_right: Point;
}

export interface Quality {
  /** The lowest of the measures. */
  score: number;
  measures: Readonly<Record<string, number>>;
  reasons: readonly string[];
}

export interface DescribedFace {
  index: number;
  box: Box;
  /** How sure the detector is, from 0 to 1. */
  probability: number;
  points: FivePoints;
  quality: Quality;
}

export interface RecognizeResponse {
  picture: PictureSize;
  embedder: string;
  faces: DescribedFace[];
}

/** A measured threshold and how often it is wrong; shares from 0 to 1. */
export interface Threshold {
  far: number;
  similarity: number;
  far_low: number;
  far_high: number;
  tar: number;
}

export interface CompareResponse {
  embedder: string;
  similarity: number;
  same: boolean | null;
  threshold: Threshold | null;
  strictest: Threshold | null;
  sentence: string;
  a: DescribedFace;
  b: DescribedFace;
}
