import { z } from 'zod'
import { TABLE_FILE } from '../../recognition/files/table.ts'
import { MODES } from './params.ts'

/** `.db3` is let through so that its reader can say how it is converted */
const LOG_FILE = /\.(bag|mcap|db3)$/i
const topic = z.string().min(1).max(500)
/** A place in a message: names and places in lists with dots between, such as `pose.pose.position.x` or `axes.0`. */
const field = z.string().regex(/^[A-Za-z_0-9]+(\.[A-Za-z_0-9]+){0,9}$/)

/** What the messages of a topic mean. */
const rule = z.discriminatedUnion('gives', [
  /** canonical records: an object, or JSON in a field of text */
  z.strictObject({ topic, gives: z.literal('events'), field: field.optional() }),
  /** who controls the robot; `words` maps what stands there */
  z.strictObject({
    topic,
    gives: z.literal('mode'),
    field: field.default('data'),
    words: z.record(z.string().max(100), z.enum(MODES)).optional(),
  }),
  /** a person drives while commands come; a silence of more than `gap` seconds ends it */
  z.strictObject({ topic, gives: z.literal('teleop'), gap: z.number().positive().max(60).default(0.5) }),
  /** goals of actions: action_msgs and actionlib_msgs GoalStatusArray */
  z.strictObject({ topic, gives: z.literal('tasks') }),
  /** diagnostic_msgs DiagnosticArray: a status that turns to ERROR is a fault, one that turns back has recovered */
  z.strictObject({ topic, gives: z.literal('diagnostics') }),
  /** an event whenever a yes-no turns to yes */
  z.strictObject({ topic, gives: z.enum(['estop', 'intervention', 'fault']), field: field.default('data') }),
  /** metres, from positions one after the other; `.` where the message itself has x and y */
  z.strictObject({ topic, gives: z.literal('distance'), at: field.or(z.literal('.')).default('pose.pose.position') }),
])
export type Rule = z.output<typeof rule>

const logFile = z
  .string()
  .min(1)
  .max(500)
  .refine((f) => LOG_FILE.test(f) || TABLE_FILE.test(f), 'a .bag, .mcap, .csv, .tsv, .jsonl or .parquet file')

const files = z
  .union([logFile.transform((f) => [f]), z.array(logFile).min(1).max(1000)])
  .refine((all) => new Set(all).size === all.length, 'no file twice')

const fileList = files.transform((all): { files: string[]; rules: Rule[] } => ({ files: all, rules: [] }))
const filesWithRules = z.strictObject({ files, rules: z.array(rule).max(100).default([]) })

export type LogAccess = z.output<typeof filesWithRules>

/** The form of what a subject gives: chosen first, so that a mistake in a rule is told with its place. */
export const logAccess = (given: unknown): z.ZodType<LogAccess> =>
  typeof given === 'object' && given !== null && !Array.isArray(given) ? filesWithRules : fileList

export const LOG_ACCESS =
  'run.csv | {files: [a.mcap, b.bag], rules: [{topic: /mode, gives: mode}, {topic: /odom, gives: distance}, …]}'
