import type { Identifier } from './identifier.ts'

/**
 * An identifier as it is written. `display`: as on the cover, for documents of China with the long dash (U+2014). `key`: with hyphens alone, to be
 * looked up and compared.
 */
export function formatIdentifier(id: Identifier, style: 'display' | 'key' = 'key'): string {
  const dash = style === 'display' ? '—' : '-'
  const { issuer, type, number = '', parts = [], year, version, supplement, adopted } = id
  const year_ = (mark: string) => (year === undefined ? '' : `${mark}${year}`)
  switch (id.scheme) {
    case 'national':
    case 'industry':
    case 'local':
    case 'group':
    case 'enterprise': {
      const points = parts.map((part) => `.${part}`).join('')
      return `${issuer}${type ? `/${type}` : ''} ${number}${points}${year_(dash)}`
    }
    case 'plan':
      return `${number}-${type}-${issuer}`
    case 'committee':
      return [issuer, type, number, year].filter((part) => part !== undefined).join('-')
    case 'iso-iec': {
      // ISO joins a type to its name by a stroke, two bodies leave a space
      const kind = type === undefined ? '' : `${joined(issuer, type)}${type}`
      return `${issuer}${kind} ${number}${hyphens(parts)}${year_(':')}${supplemented(supplement, ':')}`
    }
    case 'ieee': {
      const points = parts.map((part) => `.${part}`).join('')
      return `IEEE ${type === 'P' ? 'P' : 'Std '}${number}${points}${year_('-')}${supplemented(supplement, '-')}`
    }
    case 'itu': {
      const points = parts.map((part) => `.${part}`).join('')
      const body = supplement ? ` Suppl. ${supplement.number}` : `.${number}${points}`
      return `${issuer} ${type}${body}${version ? `-${version}` : ''}${year === undefined ? '' : ` (${year})`}`
    }
    case 'etsi':
      return `ETSI ${type} ${number}${hyphens(parts)}${version ? ` ${version}` : ''}${year === undefined ? '' : ` (${year})`}`
    case 'cen':
      if (adopted) return `${issuer} ${formatIdentifier(adopted, style)}`
      return `${issuer} ${number}${hyphens(parts)}${year_(':')}${supplement ? `/A${supplement.number}${supplement.year ? `:${supplement.year}` : ''}` : ''}`
    case 'nist':
      return `NIST ${type} ${number}${hyphens(parts)}${version ?? ''}`
    case 'adoption':
      return `${issuer} ${adopted ? formatIdentifier(adopted, style) : ''}`
    case 'project':
      return `${issuer}项目 ${number}`
    case 'named':
      return [issuer, version].filter(Boolean).join(' ')
  }
}

const hyphens = (parts: readonly string[]) => parts.map((part) => `-${part}`).join('')

/** `ISO/TR`, `ISO/PAS`; `ISO/IEC TR`, `ISO Guide`, `IEC TR`, drafts likewise. */
const joined = (issuer: string, type: string) => (issuer === 'ISO' && /^(?:TS|TR|PAS)$/.test(type) ? '/' : ' ')

function supplemented(supplement: Identifier['supplement'], mark: string): string {
  if (supplement === undefined) return ''
  return `/${supplement.kind} ${supplement.number}${supplement.year === undefined ? '' : `${mark}${supplement.year}`}`
}
