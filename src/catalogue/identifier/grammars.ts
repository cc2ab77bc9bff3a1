import type { Identifier, Scheme } from './identifier.ts'
import { adopters, industries, provinces } from './issuers.ts'

export interface Grammar {
  /** what a number of it begins with, right or wrong */
  readonly begins: RegExp
  readonly example: string
  /** a document of it always has a year */
  readonly dated: boolean
  /** undefined where the text is not of this grammar */
  read(text: string): Identifier | undefined
}

/** Parts that are not there are left out of an identifier. */
function made(
  scheme: Scheme,
  issuer: string,
  rest: { [K in keyof Identifier]?: Identifier[K] | undefined },
): Identifier {
  return Object.fromEntries(
    Object.entries({ scheme, issuer, ...rest }).filter(
      ([, v]) => v !== undefined && !(Array.isArray(v) && v.length === 0),
    ),
  ) as unknown as Identifier
}

/** of GB 2312-80, in the nineteen hundreds */
const years = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text.length === 2 ? `19${text}` : text)
const dotted = (text: string | undefined): string[] | undefined => text?.split('.').filter(Boolean)
const hyphened = (text: string | undefined): string[] | undefined => text?.split('-').filter(Boolean)

/** Of China: number, parts behind points, a year behind the dash. Standard for standardization of numbering: GB/T 1.1, seen in the model of Metanorma. */
function chinese(
  scheme: Scheme,
  begins: RegExp,
  pattern: RegExp,
  example: string,
  accept: (issuer: string, number: string) => boolean = () => true,
): Grammar {
  return {
    begins,
    example,
    dated: true,
    read: (text) => {
      const { issuer, type, number, parts, year } = pattern.exec(text)?.groups ?? {}
      if (issuer === undefined || number === undefined || !accept(issuer.toUpperCase().replace(' ', ''), number))
        return undefined
      const given = { type: type ? type.toUpperCase() : undefined, number, parts: dotted(parts), year: years(year) }
      return made(scheme, issuer.toUpperCase().replace(' ', ''), given)
    },
  }
}

const national = chinese(
  'national',
  /^(?:GB|GJB)\b/i,
  /^(?<issuer>GB|GJB)(?:\/(?<type>[TZ]))? ?(?<number>\d{1,6}[A-Z]?)(?<parts>(?:\.\d{1,3}){0,2})(?:-(?<year>(?:19|20)?\d\d))?$/i,
  'GB/T 41867-2022',
)
const industry = chinese(
  'industry',
  /^[A-Z]{2}(?:\/T)? ?\d/i,
  /^(?<issuer>[A-Z]{2})(?:\/(?<type>[TZ]))? ?(?<number>\d{1,6})(?<parts>(?:\.\d{1,3}){0,2})(?:-(?<year>(?:19|20)\d\d))?$/i,
  'JR/T 0221-2021',
  (issuer) => industries.has(issuer),
)
const local = chinese(
  'local',
  /^DB ?\d/i,
  /^(?<issuer>DB ?\d\d(?:\d\d)?)(?:\/(?<type>[TZ]))? ?(?<number>\d{1,6})(?<parts>(?:\.\d{1,3}){0,2})(?:-(?<year>(?:19|20)\d\d))?$/i,
  'DB31/T 1624-2025',
  (issuer) => issuer.slice(2, 4) in provinces,
)
const group = chinese(
  'group',
  /^T\//i,
  /^(?<issuer>T\/[A-Z]{2,12})(?<type>) ?(?<number>[A-Z]{0,3}\d{1,6}[A-Z]?)(?<parts>(?:\.\d{1,3}){0,2})(?:-(?<year>(?:19|20)\d\d))?$/i,
  'T/CESA 1193-2022',
)
/** AIIA/T 0198-2024, PPCA 9-2023: the letters of an alliance first */
const alliance: Grammar = {
  begins: /^(?:AIIA|PPCA)\b/i,
  example: 'AIIA/T 0198-2024',
  dated: true,
  read: (text) => {
    const { issuer, type, number, year } =
      /^(?<issuer>AIIA|PPCA)(?:\/(?<type>T|PG))? ?(?<number>\d{1,6})(?:-(?<year>(?:19|20)\d\d))?$/i.exec(text)
        ?.groups ?? {}
    return issuer === undefined
      ? undefined
      : made('group', issuer.toUpperCase(), { type: type?.toUpperCase(), number, year: years(year) })
  },
}
const enterprise = chinese(
  'enterprise',
  /^Q\//i,
  /^(?<issuer>Q\/[A-Z0-9]{2,20}) (?<number>[A-Z0-9]{1,20})(?<parts>(?:\.\d{1,3}){0,3})(?:-(?<year>(?:19|20)\d\d))?$/i,
  'Q/ABC 001-2024',
)
const plan: Grammar = {
  begins: /^\d{8}-/,
  example: '20262852-T-469',
  dated: false,
  read: (text) => {
    const { number, type, of } = /^(?<number>(?:19|20)\d{6})-(?<type>[TQZ])-(?<of>\d{3})$/i.exec(text)?.groups ?? {}
    return number && of
      ? made('plan', of, { type: type!.toUpperCase(), number, year: Number(number.slice(0, 4)) })
      : undefined
  },
}
const committee: Grammar = {
  begins: /^TC\d/i,
  example: 'TC260-003',
  dated: false,
  read: (text) => {
    const { issuer, type, number, year } =
      /^(?<issuer>TC\d{1,3})-(?:(?<type>PG|TR)-)?(?<number>\d{3,6}[A-Z]?)(?:-(?<year>(?:19|20)\d\d))?$/i.exec(text)
        ?.groups ?? {}
    return issuer === undefined
      ? undefined
      : made('committee', issuer.toUpperCase(), { type: type?.toUpperCase(), number, year: years(year) })
  },
}

const bodies = 'ISO/IEC/IEEE|ISO/IEC|ISO/SAE|ISO/ASTM|ISO/IEEE|IEC/IEEE|ISO|IEC|CISPR'
const isoTypes = 'TS|TR|PAS|Guide|GUIDE|IWA|SRD|ISP|DTS|DTR|DPAS|FDIS|DIS|CDV|CD|WD|NP|PWI|AWI|PRF'
const international: Grammar = {
  begins: new RegExp(`^(?:${bodies}|IWA)\\b`, 'i'),
  example: 'ISO/IEC 42001:2023',
  dated: false,
  read: (text) => {
    const { issuer, type, number, parts, year, kind, supplement, when } =
      new RegExp(
        `^(?<issuer>${bodies})(?:[ /](?<type>${isoTypes}(?: (?:TS|TR))?))? ?(?<number>\\d{1,5})(?<parts>(?:-\\d{1,4}[A-Z]?){0,4}?)(?:[:-](?<year>(?:19|20)\\d\\d)(?:-\\d\\d)?)?(?:/(?<kind>Amd|Cor|AMD|COR|Add|Suppl)\\.? ?(?<supplement>\\d{1,2})(?::(?<when>(?:19|20)\\d\\d))?)?$`,
        'i',
      ).exec(text)?.groups ?? {}
    if (issuer === undefined) return undefined
    return made('iso-iec', issuer.toUpperCase(), {
      type: type === undefined ? undefined : spelled(type),
      number,
      parts: hyphened(parts),
      year: years(year),
      supplement: supplemented(kind, supplement, when),
    })
  },
}
const spelled = (type: string) => (/^guide$/i.test(type) ? 'Guide' : type.toUpperCase())

function supplemented(kind: string | undefined, number: string | undefined, year: string | undefined) {
  if (kind === undefined || number === undefined) return undefined
  const named = kind[0]!.toUpperCase() + kind.slice(1).toLowerCase()
  return { kind: named, number, ...(year === undefined ? {} : { year: Number(year) }) }
}

const ieee: Grammar = {
  begins: /^IEEE\b/i,
  example: 'IEEE Std 2801-2022',
  dated: false,
  read: (text) => {
    const { draft, number, parts, year, kind, supplement, when } =
      /^IEEE (?:Std )?(?<draft>P)?(?<number>\d{1,5}[a-z]{0,3})(?<parts>(?:\.\d{1,3}){0,3})(?:-(?<year>(?:19|20)\d\d))?(?:\/(?<kind>Cor|Amd) ?(?<supplement>\d{1,2})(?:-(?<when>(?:19|20)\d\d))?)?$/i.exec(
        text,
      )?.groups ?? {}
    if (number === undefined) return undefined
    const added = supplemented(kind, supplement, when)
    return made('ieee', 'IEEE', {
      type: draft ? 'P' : 'Std',
      number,
      parts: dotted(parts),
      year: years(year),
      supplement: added,
    })
  },
}
const itu: Grammar = {
  begins: /^ITU/i,
  example: 'ITU-T F.748.11',
  dated: false,
  read: (text) => {
    const { issuer, series, number, parts, suppl, edition, year } =
      /^(?<issuer>ITU-[TR])(?: Rec\.?)? (?<series>[A-Z]{1,3})(?:\.(?<number>\d{1,4}|sup\d{1,4})(?<parts>(?:\.\d{1,3}){0,3})| Suppl\.? ?(?<suppl>\d{1,4}))(?:-(?<edition>\d{1,3}))?(?: \((?:\d\d\/)?(?<year>(?:19|20)\d\d)\))?$/i.exec(
        text,
      )?.groups ?? {}
    if (issuer === undefined || series === undefined) return undefined
    return made('itu', issuer.toUpperCase(), {
      type: series.toUpperCase(),
      number,
      parts: dotted(parts),
      version: edition,
      year: years(year),
      supplement: suppl === undefined ? undefined : { kind: 'Suppl.', number: suppl },
    })
  },
}
const etsi: Grammar = {
  begins: /^ETSI\b/i,
  example: 'ETSI EN 304 223 V2.1.1',
  dated: false,
  read: (text) => {
    const { type, number, parts, version, year } =
      /^ETSI (?<type>(?:EN|ES|EG|TS|TR|SR|TBR)|(?:GS|GR) [A-Z]{2,8}) (?<number>\d{3}(?: \d{3})?)(?<parts>(?:-\d{1,3}){0,3})(?: (?<version>V\d{1,2}\.\d{1,2}\.\d{1,2}))?(?: \((?<year>(?:19|20)\d\d)(?:-\d\d)?\))?$/i.exec(
        text,
      )?.groups ?? {}
    if (number === undefined) return undefined
    return made('etsi', 'ETSI', {
      type: type!.toUpperCase(),
      number,
      parts: hyphened(parts),
      version: version?.toUpperCase(),
      year: years(year),
    })
  },
}
const cen: Grammar = {
  begins: /^(?:Fpr|pr)?(?:EN|CEN|CLC)\b/i,
  example: 'EN ISO/IEC 22989:2023',
  dated: false,
  read: (text) => {
    const { issuer, rest } =
      /^(?<issuer>(?:Fpr|pr)?(?:EN|CEN\/CLC|CEN|CLC)(?:\/(?:TS|TR|CWA|JTC 21))?) (?<rest>.+)$/i.exec(text)?.groups ?? {}
    if (issuer === undefined || rest === undefined) return undefined
    const name = issuer
      .replace(/^(?:fpr|pr)/i, (stage) => (stage.length === 3 ? 'Fpr' : 'pr'))
      .replace(/(?:EN|CEN|CLC).*$/i, (s) => s.toUpperCase())
    const adopted = international.read(rest)
    if (adopted) return made('cen', name, { adopted })
    const { number, parts, year, amendment, when } =
      /^(?<number>\d{1,6})(?<parts>(?:-\d{1,4}){0,3}?)(?::(?<year>(?:19|20)\d\d))?(?:[/+]A(?<amendment>\d{1,2})(?::(?<when>(?:19|20)\d\d))?)?$/i.exec(
        rest,
      )?.groups ?? {}
    if (number === undefined) return undefined
    const supplement =
      amendment === undefined ? undefined : { kind: 'A', number: amendment, ...(when ? { year: Number(when) } : {}) }
    return made('cen', name, { number, parts: hyphened(parts), year: years(year), supplement })
  },
}
const nist: Grammar = {
  begins: /^(?:NIST|NISTIR|FIPS)\b/i,
  example: 'NIST AI 100-1',
  dated: false,
  read: (text) => {
    const { type, number, parts, version } =
      /^NIST (?<type>AI|SP|IR|FIPS|CSWP|TN) ?(?<number>\d{1,4}[A-Z]?)(?<parts>(?:-\d{1,4}[A-Z]?){0,2})(?<version>e(?:19|20)\d\d|(?: ?(?:r|Rev\.? ?)\d{1,2}))?$/i.exec(
        text.replace(/^NISTIR /i, 'NIST IR ').replace(/^FIPS /i, 'NIST FIPS '),
      )?.groups ?? {}
    if (number === undefined) return undefined
    const revision = version
      ?.trim()
      .toLowerCase()
      .replace(/^rev\.? ?/, 'r')
    return made('nist', 'NIST', {
      type: type!.toUpperCase(),
      number: number.toUpperCase(),
      parts: hyphened(parts?.toUpperCase()),
      version: revision,
    })
  },
}
const adoption: Grammar = {
  begins: new RegExp(`^(?:${adopters.join('|')}) (?:EN|ISO|IEC)`, 'i'),
  example: 'SS ISO/IEC 42001:2024',
  dated: false,
  read: (text) => {
    const { issuer, rest } = new RegExp(`^(?<issuer>${adopters.join('|')}) (?<rest>.+)$`, 'i').exec(text)?.groups ?? {}
    const adopted = rest === undefined ? undefined : (international.read(rest) ?? cen.read(rest))
    return issuer && adopted ? made('adoption', issuer.toUpperCase(), { adopted }) : undefined
  },
}

/** In the order in which they are tried: the first that reads a text has it. */
export const grammars: readonly Grammar[] = [
  national,
  local,
  group,
  alliance,
  enterprise,
  industry,
  plan,
  committee,
  international,
  ieee,
  itu,
  etsi,
  cen,
  nist,
  adoption,
]
