import { oneOf, share, type Settings } from '../../address/settings';
import type { AlignOptions, Crop, Format } from '../../api/types';
import { SAMPLE_NAMES } from '../../picture/samples';

export interface AlignSettings extends AlignOptions {
  /** Name of a sample; empty where a person chose a picture of their own. */
  picture: string;
}

/** 112 and 160 are what common face embedders take in. */
export const SIZES = [112, 160, 224, 256, 384, 512, 768, 1024] as const;

export const ALIGN_SETTINGS: Settings<AlignSettings> = {
  size: oneOf<number>(SIZES, 256),
  crop: oneOf<Crop>(['face', 'head'], 'face'),
  margin: share(0),
  format: oneOf<Format>(['png', 'jpeg', 'webp'], 'png'),
  picture: oneOf(SAMPLE_NAMES, ''),
};
