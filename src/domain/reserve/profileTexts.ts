import type { ProviderProfile, SizedNode } from '../lines/providers/provider';

import { amount } from './reserveForms';
import type { TriedTexts } from './tryReserve';

export type ProfileTexts = { readonly texts: TriedTexts } | { readonly needsPods: true } | { readonly problem: string };

/** A provider's documented defaults for a node of this size, as one would type them. */
export function profileTexts(profile: ProviderProfile, node: SizedNode): ProfileTexts {
  const reserved = profile.reserved(node);
  if (reserved === undefined) {
    return { needsPods: true };
  }
  const { evictionHard, name } = profile;
  return evictionHard === undefined
    ? { problem: `${name} sets no memory threshold: its kubelets never evict for memory, so there is no line to draw.` }
    : { texts: { reserved: amount(reserved), evictionHard: amount(evictionHard) } };
}
