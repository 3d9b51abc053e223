import { flag, oneOf, type Settings } from '../../address/settings';
import type { Blend, Format, SwapOptions } from '../../api/types';
import { SAMPLE_NAMES } from '../../picture/samples';

export interface SwapSettings extends SwapOptions {
  /** Put the face on everyone in the picture. */
  everyone: boolean;
  /** Exchange two faces of the picture; the first picture is not needed then. */
  exchange: boolean;
  /** Names of samples; empty where a person chose a picture of their own. */
  face: string;
  picture: string;
}

export const SWAP_SETTINGS: Settings<SwapSettings> = {
  blend: oneOf<Blend>(['seamless', 'feather', 'none'], 'seamless'),
  format: oneOf<Format>(['jpeg', 'png', 'webp'], 'jpeg'),
  label: flag(false),
  anyQuality: flag(false),
  everyone: flag(false),
  exchange: flag(false),
  face: oneOf(SAMPLE_NAMES, ''),
  picture: oneOf(SAMPLE_NAMES, ''),
};
