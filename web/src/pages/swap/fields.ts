import type { Fields } from '../../api/transport';
import type { Blend, SwapOptions } from '../../api/types';

export const BLENDS: { value: Blend; label: string }[] = [
  { value: 'seamless', label: 'Seamless' },
  { value: 'feather', label: 'Feather' },
  { value: 'none', label: 'None' },
];

/** What is put where: an index of a face, everyone, or two of the target's. */
export interface Choice {
  sourceFace: number;
  targetFace: number | 'all';
  exchange: boolean;
}

/** The parameters of the request, as the fields of its form. */
export function swapFields(choice: Choice, options: SwapOptions): Fields {
  const shared = [
    ['blend', options.blend],
    ['label', String(options.label)],
    ...(options.anyQuality ? ([['quality', 'any']] as const) : []),
    ['format', options.format],
  ] as const;
  if (choice.exchange) {
    const first = choice.targetFace === 'all' ? 0 : choice.targetFace;
    return [['exchange', 'true'], ['source_face', String(first)], ...shared];
  }
  return [
    ['source_face', String(choice.sourceFace)],
    ['target_face', String(choice.targetFace)],
    ...shared,
  ];
}

/** The result's own name: "target-swapped.jpg". */
export function swappedName(target: string, type: string): string {
  const stem = target.replace(/\.[^.]*$/, '') || 'picture';
  return `${stem}-swapped.${type.replace('image/', '').replace('jpeg', 'jpg')}`;
}
