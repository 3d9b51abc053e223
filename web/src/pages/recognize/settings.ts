import { oneOf, type Settings } from '../../address/settings';
import { SAMPLE_NAMES } from '../../picture/samples';

export const RECOGNIZE_SETTINGS: Settings<{ picture: string }> = {
  picture: oneOf(SAMPLE_NAMES, ''),
};
