import { alignPath } from '../../api/client';
import type { AlignOptions } from '../../api/types';
import type { PreparedPicture } from '../../picture/prepare';

/** The request as a curl command, with the picture's own name. */
export function alignCommand(
  address: string,
  options: AlignOptions,
  { name, upload }: Pick<PreparedPicture, 'name' | 'upload'>,
): string {
  return [
    `curl '${address}${alignPath(options)}'`,
    `-H 'Content-Type: ${upload.type}'`,
    `--data-binary '@${name.replaceAll("'", `'\\''`)}'`,
  ].join(' \\\n  ');
}
