/** The pictures of public/samples, by name, when the site was built. */
declare const __SAMPLES_MADE__: readonly string[];

export interface Sample {
  /** As it stands in an address: ?picture=wall. */
  name: string;
  title: string;
  about: string;
}

export const SAMPLES: readonly Sample[] = [
  {
    name: 'astronaut',
    title: 'The astronaut',
    about: 'Eileen Collins; NASA, public domain',
  },
  {
    name: 'grace-hopper',
    title: 'Grace Hopper',
    about: 'US Navy, public domain',
  },
  {
    name: 'astronaut-again',
    title: 'The astronaut again',
    about: 'the same portrait, mirrored, closer, leaning, in a warmer light',
  },
  {
    name: 'wall',
    title: 'A wall of portraits',
    about: 'six prints of the two portraits, put together for this site',
  },
];

/** Who is shown on the samples, and the portrait that each is known by. */
export const SAMPLE_PEOPLE = [
  { name: 'Eileen Collins', sample: 'astronaut' },
  { name: 'Grace Hopper', sample: 'grace-hopper' },
] as const;

/**
 * Pictures of other things than people, where the site has them. They are made when it is
 * built beside the service (`python -m docs.samples things`); a host that builds without
 * Python has none.
 */
export const THINGS: readonly Sample[] = [
  { name: 'coffee', title: 'A cup of coffee', about: 'Rachel Michetti; CC0' },
  { name: 'chelsea', title: 'Chelsea', about: 'Stéfan van der Walt; CC0' },
  { name: 'rocket', title: 'A rocket', about: 'SpaceX; CC0' },
].filter(({ name }) => __SAMPLES_MADE__.includes(name));

export const SAMPLE_NAMES: readonly string[] = SAMPLES.map(({ name }) => name);

export function sampleAddress(name: string): string {
  return `/samples/${name}.jpg`;
}

export async function fetchSample(name: string, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(sampleAddress(name), { signal });
  if (!response.ok) throw new Error('This sample can’t be loaded; reload the page.');
  return response.blob();
}
