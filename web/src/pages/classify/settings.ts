import { oneOf, type Settings } from '../../address/settings';
import { SAMPLE_NAMES, THINGS } from '../../picture/samples';

const NAMES = [...THINGS.map(({ name }) => name), ...SAMPLE_NAMES];

export const CLASSIFY_SETTINGS: Settings<{ picture: string }> = {
  picture: oneOf(NAMES, ''),
};
