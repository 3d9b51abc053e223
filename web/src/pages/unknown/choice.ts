import type { Cluster } from '../../api/watchTypes';

export type Chosen = ReadonlySet<string>;

/** Takes some faces in, or out where they are all in. */
export function toggled(chosen: Chosen, ids: readonly string[]): Chosen {
  const all = ids.every((id) => chosen.has(id));
  const others = [...chosen].filter((id) => !ids.includes(id));
  return new Set(all ? others : [...others, ...ids]);
}

/** Those that are still listed. */
export function kept(chosen: Chosen, clusters: readonly Cluster[]): Chosen {
  const listed = new Set(clusters.flatMap(({ faces }) => faces.map(({ id }) => id)));
  return new Set([...chosen].filter((id) => listed.has(id)));
}
