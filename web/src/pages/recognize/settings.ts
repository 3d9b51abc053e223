import { identifier, oneOf, type Settings } from '../../address/settings';
import { SAMPLE_NAMES } from '../../picture/samples';

export const RECOGNIZE_SETTINGS: Settings<{ picture: string; collection: string }> = {
  collection: identifier(),
  picture: oneOf(SAMPLE_NAMES, ''),
};
