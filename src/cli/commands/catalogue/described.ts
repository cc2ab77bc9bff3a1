import type { Catalogue } from '../../../catalogue/catalogue.ts'
import { type Edition, keyOf, mandateOf } from '../../../catalogue/edition.ts'
import { standingsOf } from '../../../catalogue/system-map.ts'

/** One edition as other programs read it. */
export function described(catalogue: Catalogue, edition: Edition, day: number) {
  const { published: _, effective: __, withdrawn: ___, ...rest } = edition
  return {
    number: keyOf(edition),
    standing: standingsOf(catalogue, edition, day),
    mandate: mandateOf(edition),
    ...rest,
  }
}
