import { oneOf, type Settings } from '../../address/settings';
import { SAMPLE_NAMES } from '../../picture/samples';

export interface CompareSettings {
  /** The share of pairs of strangers that would pass for one person. */
  far: number;
  /** Names of samples; empty where a person chose a picture of their own. */
  a: string;
  b: string;
}

/** The rates that thresholds were measured at. */
export const RATES = [0.01, 0.001, 0.0001, 0.00001] as const;

export const COMPARE_SETTINGS: Settings<CompareSettings> = {
  far: oneOf<number>(RATES, 0.001),
  a: oneOf(SAMPLE_NAMES, ''),
  b: oneOf(SAMPLE_NAMES, ''),
};
