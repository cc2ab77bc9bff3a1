import { shanghaiDistricts } from '../../instruments/enterprise/filing/codes/district.ts'
import type { Standard } from '../../language/standard.ts'
import type { Text } from '../../language/text.ts'
import type { IndustrySnapshot } from '../../monitoring/publication/snapshot.ts'

/** What the words of the tables are called: as the standard says it, and districts by the list of codes. */
export function wordNames(standard: Standard): NonNullable<IndustrySnapshot['names']> {
  const titles = (result: string, shorter = (id: string) => id): Record<string, Text> => {
    const node = standard.nodes.get(result)
    return Object.fromEntries(
      (node?.gives ?? []).flatMap((id) => {
        const title = node?.wordTitles?.get(id)
        return title ? [[shorter(id), title]] : []
      }),
    )
  }
  const levels = standard.nodes.get('grade')?.level?.scale.levels ?? []
  return {
    level: Object.fromEntries(levels.map((l) => [l.id, l.title])),
    kind: titles('kind'),
    layer: titles('layer'),
    subclass: titles('subClass', (id) => id.replace(/^s(?=[A-Z]\d$)/, '')),
    size: {
      large: { zh: '大型', en: 'large' },
      medium: { zh: '中型', en: 'medium' },
      small: { zh: '小型', en: 'small' },
      micro: { zh: '微型', en: 'micro' },
    },
    district: shanghaiDistricts,
  }
}
