import type { RelationType } from '../../../catalogue/relations/relation.ts'
import type { Text } from '../../../language/text.ts'

/** Each from both of its ends. */
export const relationWords: Readonly<Record<RelationType, { readonly to: Text; readonly from: Text }>> = {
  replaces: { to: { zh: '代替', en: 'takes the place of' }, from: { zh: '被代替为', en: 'its place is taken by' } },
  cites: { to: { zh: '规范性引用', en: 'cites' }, from: { zh: '被引用于', en: 'cited by' } },
  mentions: { to: { zh: '资料性引用', en: 'mentions' }, from: { zh: '被提及于', en: 'mentioned by' } },
  supports: { to: { zh: '支撑', en: 'supports' }, from: { zh: '由其支撑', en: 'supported by' } },
  implements: { to: { zh: '落实', en: 'implements' }, from: { zh: '由其落实', en: 'implemented by' } },
  related: { to: { zh: '相关', en: 'is related to' }, from: { zh: '相关', en: 'is related to' } },
  overlaps: { to: { zh: '可能重复', en: 'may overlap' }, from: { zh: '可能重复', en: 'may overlap' } },
  conflicts: { to: { zh: '不一致', en: 'conflicts with' }, from: { zh: '不一致', en: 'conflicts with' } },
}
