import { withQuery, type Fields } from '../api/transport';

const BREAK = ' \\\n  ';

/** A word that a shell takes as it is. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A request that sends nothing. */
export function curlGet(address: string, route: string, fields: Fields = []): string {
  return `curl ${quoted(address + withQuery(route, fields))}`;
}

/** A picture sent as the whole body. */
export function curlPicture(
  address: string,
  route: string,
  { name, type, fields = [] }: { name: string; type: string; fields?: Fields },
): string {
  return [
    curlGet(address, route, fields),
    `-H ${quoted(`Content-Type: ${type}`)}`,
    `--data-binary ${quoted(`@${name}`)}`,
  ].join(BREAK);
}

/** Pictures and fields sent as a form; with `output`, the picture that comes of it. */
export function curlForm(
  address: string,
  route: string,
  pictures: Fields,
  fields: Fields,
  output?: { type: string; file: string },
): string {
  return [
    `curl ${quoted(address + route)}`,
    ...pictures.map(([part, file]) => `-F ${quoted(`${part}=@${file}`)}`),
    ...fields.map(([part, value]) => `-F ${quoted(`${part}=${value}`)}`),
    ...(output
      ? [`-H ${quoted(`Accept: ${output.type}`)} -o ${quoted(output.file)}`]
      : []),
  ].join(BREAK);
}

/** The project's own command; options that say nothing new are left out by the caller. */
export function visageCommand(
  command: string,
  files: readonly string[],
  options: Fields,
): string {
  const words = options.map(([name, value]) =>
    value === '' ? `--${name}` : `--${name} ${quoted(value)}`,
  );
  const told = [`visage ${command}`, ...files.map(quoted)].join(' ');
  return [told, ...words].join(BREAK);
}
