import type { Action } from '../api/useAction';
import { ErrorNotice } from './ErrorNotice';

/** Why a change was not made; nothing where it was. */
export function ActionError({ title, action }: { title: string; action: Action }) {
  if (action.error === null) return null;
  return <ErrorNotice title={title} error={action.error} />;
}
