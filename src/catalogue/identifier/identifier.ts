/** Whose grammar a number follows. */
export type Scheme =
  /** GB, GB/T, GB/Z, and GJB */
  | 'national'
  /** JR/T, YD/T, YY …: of an industry of China */
  | 'industry'
  /** DB31/T, DB4403/T: of a province or a prefecture */
  | 'local'
  /** T/CESA, and the same in the order of some alliances, AIIA/T */
  | 'group'
  /** Q/…, declared by an enterprise */
  | 'enterprise'
  /** 20262852-T-469: a plan of SAC, a document that has no number yet */
  | 'plan'
  /** TC260-… */
  | 'committee'
  | 'iso-iec'
  | 'ieee'
  | 'itu'
  | 'etsi'
  | 'cen'
  | 'nist'
  /** SS ISO/IEC 42001:2024, BS EN …: another country's adoption of a document */
  | 'adoption'
  /** a project that has a title, in place of a number, and no number yet */
  | 'project'
  /** what is known by its name and perhaps a version: OWASP AISVS 1.0, a law */
  | 'named'

/** The number of a document, taken apart. Two that are alike in all of this are the same edition. */
export interface Identifier {
  readonly scheme: Scheme
  /** what stands first: `GB`, `JR`, `DB31`, `T/CESA`, `ISO/IEC`, `ETSI`, `prEN`; the name of what is only named */
  readonly issuer: string
  /** of a document by its issuer: `T` recommended, `Z` guidance, `TS`, `TR`, `PAS`, `Guide`, `SP`, `GR SAI`, a series of ITU */
  readonly type?: string
  /** as printed, zeros in front and letters included */
  readonly number?: string
  readonly parts?: readonly string[]
  readonly year?: number
  /** of what counts versions and no years: `V2.1.1`, `e2023`, `r5` */
  readonly version?: string
  /** an amendment or a corrigendum of it */
  readonly supplement?: { readonly kind: string; readonly number: string; readonly year?: number }
  /** what another country or region adopted under its own name */
  readonly adopted?: Identifier
}

/** The document in all its editions: without year, version and supplement. */
export function undated(id: Identifier): Identifier {
  const { year: _, version: __, supplement: ___, ...rest } = id
  return id.adopted ? { ...rest, adopted: undated(id.adopted) } : rest
}

/** The series that a part belongs to: without parts too. */
export function seriesOf(id: Identifier): Identifier {
  const { parts: _, ...rest } = undated(id)
  return id.adopted ? { ...rest, adopted: seriesOf(id.adopted) } : rest
}
