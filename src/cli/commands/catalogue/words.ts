import type { Standing } from '../../../catalogue/as-of.ts'
import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { Edition, Known, Level } from '../../../catalogue/edition.ts'
import { standingsOf } from '../../../catalogue/system-map.ts'
import { say, type Text } from '../../../language/text.ts'
import type { Console } from '../../console.ts'

export const standingWords: Readonly<Record<Standing, Text>> = {
  'in-preparation': { zh: '在研', en: 'in preparation' },
  upcoming: { zh: '即将实施', en: 'upcoming' },
  'in-force': { zh: '现行', en: 'in force' },
  replaced: { zh: '被代替', en: 'replaced' },
  withdrawn: { zh: '废止', en: 'withdrawn' },
}

export const levelWords: Readonly<Record<Level, Text>> = {
  international: { zh: '国际', en: 'international' },
  regional: { zh: '区域', en: 'regional' },
  foreign: { zh: '国外', en: 'foreign' },
  national: { zh: '国家标准', en: 'national' },
  industry: { zh: '行业标准', en: 'industry' },
  local: { zh: '地方标准', en: 'local' },
  group: { zh: '团体标准', en: 'group' },
  enterprise: { zh: '企业标准', en: 'enterprise' },
  committee: { zh: '标委会技术文件', en: 'document of a committee' },
  community: { zh: '社区文件', en: 'of a community' },
  regulation: { zh: '法规', en: 'regulation' },
}
export const mandateWords = {
  mandatory: { zh: '强制性', en: 'mandatory' },
  recommended: { zh: '推荐性', en: 'recommended' },
  guidance: { zh: '指导性技术文件', en: 'guidance' },
} as const

/** What is not read in a source is said to be so. */
export function sureness(c: Console, known: Known): string {
  if (known === 'seen') return ''
  return known === 'recalled' ? c.say('（待核）', ' (to be confirmed)') : c.say('（本产品所拟）', ' (ours)')
}

/** What an edition is on a day, in words; where the catalogue cannot tell, it says so. */
export function standing(c: Console, catalogue: Catalogue, edition: Edition, day: number): string {
  const possible = standingsOf(catalogue, edition, day)
  const said = possible.map((s) => say(standingWords[s], c.lang)).join(c.say('或', ' or '))
  return possible.length === 1 ? said : `${said}${c.say('（本目录不能判定）', ' (this catalogue cannot tell)')}`
}
