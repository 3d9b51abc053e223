import { identifier, oneOf, type Settings } from '../../address/settings';

export type View = 'everyone' | 'add' | 'find';

export const PEOPLE_SETTINGS: Settings<{ view: View; collection: string }> = {
  collection: identifier(),
  view: oneOf<View>(['everyone', 'add', 'find'], 'everyone'),
};
