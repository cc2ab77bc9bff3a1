import { z } from 'zod'

/**
 * The shape of a standard's file: what may stand where. The same source gives the types, the first check and the
 * JSON Schema for editors. Everything in a standard is text, a list or a map; what a text means is checked later.
 */

/** A map with exactly these keys. The allowed keys travel in the message, so that a diagnostic can name the nearest. */
function fields<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `keys:${Object.keys(shape).join(' ')}` : undefined),
  })
}

const scalar = z.string()
const word = scalar
const formula = scalar.meta({ title: 'formula' })
const number = scalar.meta({ title: 'number' })
const map = <T extends z.ZodType>(of: T) => z.record(z.string(), of)

export const textShape = z.union([scalar, fields({ zh: scalar.optional(), en: scalar.optional() })])
type TextShape = z.output<typeof textShape>

export const simpleTypes = ['yes-no', 'integer', 'number', 'ratio', 'text', 'date', 'time'] as const
const simpleType = z.enum(simpleTypes)
const bounds = z.tuple([number, number])

const typeKeys = {
  /** a simple type with a title or a unit: `{ type: yes-no, title: { zh: … } }` */
  type: simpleType.optional(),
  'one-of': z.array(word).min(1).optional(),
  'some-of': z.array(word).min(1).optional(),
  level: word.optional(),
  integer: bounds.optional(),
  number: bounds.optional(),
  ratio: bounds.optional(),
  date: z.literal('open').optional(),
  time: z.literal('open').optional(),
  list: z.lazy((): z.ZodType => z.union([simpleType, fields(typeKeys), map(typeShape)])).optional(),
  record: z.lazy((): z.ZodType => map(typeShape)).optional(),
  unit: word.optional(),
  size: number.optional(),
  title: textShape.optional(),
}

export type TypeShape =
  | (typeof simpleTypes)[number]
  | {
      type?: (typeof simpleTypes)[number] | undefined
      'one-of'?: string[] | undefined
      'some-of'?: string[] | undefined
      level?: string | undefined
      integer?: [string, string] | undefined
      number?: [string, string] | undefined
      ratio?: [string, string] | undefined
      date?: 'open' | undefined
      time?: 'open' | undefined
      list?: TypeShape | { [field: string]: TypeShape } | undefined
      record?: { [field: string]: TypeShape } | undefined
      unit?: string | undefined
      size?: string | undefined
      title?: z.infer<typeof textShape> | undefined
    }

const typeShape: z.ZodType<TypeShape> = z.lazy(() => z.union([simpleType, fields(typeKeys)])) as z.ZodType<TypeShape>

/** The keys that make a map a type, and not the fields of a record. */
export const typeWords: readonly string[] = Object.keys(typeKeys)

const decisionShape = z.union([z.literal('point'), fields({ guarded: number })])

const cell = z.union([scalar, z.array(scalar)])

export const tableShape = fields({
  given: z.array(word).optional(),
  in: z.array(formula).optional(),
  out: z.array(word).optional(),
  gives: z.array(word).optional(),
  hit: z.enum(['first', 'unique']).optional(),
  rules: z.array(z.array(cell).min(1)).min(1).optional(),
  columns: z.array(scalar).optional(),
  grid: map(z.array(scalar)).optional(),
  from: z.array(word).optional(),
  title: textShape.optional(),
})
export type TableShape = z.infer<typeof tableShape>

const rungShape = z.union([formula, fields({ holds: formula, decision: decisionShape.optional() })])

const levelShape = z.union([
  word,
  fields({
    scale: word,
    'at-least': map(formula).optional(),
    'at-most': map(formula).optional(),
    needs: z.union([formula, map(rungShape)]).optional(),
    decision: decisionShape.optional(),
  }),
])
export type LevelShape = z.infer<typeof levelShape>

const stepShape = fields({
  when: formula.optional(),
  'at-most': formula.optional(),
  'at-least': formula.optional(),
  add: formula.optional(),
  set: formula.optional(),
  round: number.optional(),
  because: textShape.optional(),
  from: z.array(word).optional(),
})
export type StepShape = z.infer<typeof stepShape>

const nodeKeys = {
  id: word,
  clause: scalar.optional(),
  title: textShape.optional(),
  text: textShape.optional(),
  from: z.array(word).optional(),
  note: textShape.optional(),
  weight: formula.optional(),
  when: formula.optional(),
  says: formula.optional(),
  at: word.optional(),
  of: z.array(z.lazy((): z.ZodType => z.union([word, nodeShape]))).optional(),
  each: formula.optional(),
  as: word.optional(),
  holds: formula.optional(),
  check: z.union([word, z.array(word)]).optional(),
  value: formula.optional(),
  table: tableShape.optional(),
  /** words, each with a title where its own letters are not what a reader should see */
  gives: z.union([z.literal('yes-no'), z.array(z.union([word, fields({ id: word, title: textShape })]))]).optional(),
  score: z
    .array(z.tuple([formula, formula]))
    .min(1)
    .optional(),
  level: levelShape.optional(),
  adjust: z.array(stepShape).optional(),
  decision: decisionShape.optional(),
  qualifies: z.union([word, z.array(word)]).optional(),
  waivable: z.enum(['true', 'false', 'yes', 'no']).optional(),
}

export interface NodeShape {
  id: string
  clause?: string | undefined
  title?: z.infer<typeof textShape> | undefined
  text?: z.infer<typeof textShape> | undefined
  from?: string[] | undefined
  note?: z.infer<typeof textShape> | undefined
  weight?: string | undefined
  when?: string | undefined
  says?: string | undefined
  at?: string | undefined
  of?: (string | NodeShape)[] | undefined
  each?: string | undefined
  as?: string | undefined
  holds?: string | undefined
  check?: string | string[] | undefined
  value?: string | undefined
  table?: TableShape | undefined
  gives?: 'yes-no' | (string | { id: string; title: TextShape })[] | undefined
  score?: [string, string][] | undefined
  level?: LevelShape | undefined
  adjust?: StepShape[] | undefined
  decision?: z.infer<typeof decisionShape> | undefined
  qualifies?: string | string[] | undefined
  waivable?: string | undefined
}

const nodeShape: z.ZodType<NodeShape> = z.lazy(() => fields(nodeKeys)) as z.ZodType<NodeShape>

const measureShape = fields({
  instrument: word.optional(),
  standard: word.optional(),
  with: map(z.unknown()).optional(),
  minimum: number.optional(),
  confidence: number.optional(),
  note: textShape.optional(),
  gives: map(typeShape),
  title: textShape.optional(),
  from: z.array(word).optional(),
})

const levelDef = z.union([word, fields({ id: word, number: number.optional(), title: textShape.optional() })])
const scaleShape = z.union([
  z.array(levelDef).min(1),
  fields({
    better: z.enum(['higher', 'lower']).optional(),
    levels: z.array(levelDef).min(1),
    title: textShape.optional(),
  }),
])

const sourceShape = fields({
  title: scalar,
  status: scalar.optional(),
  kind: scalar.optional(),
  note: scalar.optional(),
  url: scalar.optional(),
})

export const standardShape = fields({
  plumbline: z.literal('1'),
  id: word,
  edition: word,
  title: textShape,
  designation: scalar.optional(),
  level: z.enum(['international', 'national', 'industry', 'local', 'group', 'enterprise']).optional(),
  jurisdiction: scalar.optional(),
  body: textShape.optional(),
  stage: textShape.optional(),
  authority: z.enum(['official', 'public-draft', 'reference-profile']),
  sources: map(sourceShape),
  from: z.array(word).optional(),
  extends: word.optional(),
  select: fields({ 'leave-out': z.array(fields({ id: word, because: textShape })).optional() }).optional(),
  subject: word,
  decision: decisionShape.optional(),
  calendar: word.optional(),
  banks: word.optional(),
  facts: map(typeShape).optional(),
  measures: map(measureShape).optional(),
  scales: map(scaleShape).optional(),
  tables: map(tableShape).optional(),
  requirements: z.array(nodeShape).optional(),
  indicators: z.array(nodeShape).optional(),
  results: z.array(nodeShape).min(1),
  views: map(fields({ title: textShape, first: z.array(word).min(1) })).optional(),
  validity: fields({ months: number.optional(), 'reassess-on': z.array(textShape).optional() }).optional(),
})
export type StandardShape = z.infer<typeof standardShape>

/** JSON Schema (2020-12) for editors: where the shape says text, a YAML number or yes/no is as good. */
export function jsonSchema(): unknown {
  return z.toJSONSchema(standardShape, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'string' && jsonSchema.enum === undefined && jsonSchema.const === undefined) {
        delete jsonSchema.type
        Object.assign(jsonSchema, { type: ['string', 'number', 'boolean'] })
      }
      if (jsonSchema.const === '1') Object.assign(jsonSchema, { const: undefined, enum: ['1', 1] })
    },
  })
}
