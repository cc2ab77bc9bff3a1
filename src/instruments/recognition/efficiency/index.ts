import { createHash } from 'node:crypto'
import { cpus, totalmem } from 'node:os'
import { canonicalText } from '../../../language/canonical.ts'
import { ProblemError } from '../../../language/problem.ts'
import { type Instrument, type Item, type MeasureContext, SetupError } from '../../contract.ts'
import { algorithmOf } from '../algorithm/access.ts'
import type { Algorithm, Answer, Input } from '../algorithm/algorithm.ts'
import type { Entry } from '../algorithm/inputs/entry.ts'
import { inputsOf, listedInputs } from '../algorithm/inputs/listed.ts'
import { missingInputs, readInput, readInputs } from '../algorithm/inputs/read.ts'
import { readWav, wavSeconds } from '../algorithm/inputs/wav.ts'
import { algorithmFor, checkAlgorithm, openAlgorithm } from '../algorithm/open.ts'
import { Copies } from '../algorithm/process/copies.ts'
import { type EfficiencyParams, type EfficiencyResult, efficiencyProduces, type Machine } from './params.ts'
import { efficiencyReducer } from './reduce.ts'

interface EfficiencyItem extends Item {
  readonly kind: 'inputs' | 'cold' | 'call'
  readonly repeat: number
  readonly entry?: Entry
  readonly warmUp: number
}

const OUTPUT_LIMIT = 4096

/** Calls the algorithm under test again and again, one call at a time: how long it takes, what it needs, and whether it says the same. */
export const efficiency: Instrument<EfficiencyParams, EfficiencyItem, EfficiencyResult> = {
  ...efficiencyReducer,
  title: { zh: '运行效率', en: 'efficiency' },
  method: {
    title: {
      zh: '预热后逐次计时，次序统计量给出中位数、P95、P99 及界限；实时率为处理时间除以输入时长',
      en: 'timed call by call after a warm-up; median, P95 and P99 with bounds by order statistics; real-time factor is processing time over duration',
    },
    source: 'ISO/IEC TS 4213 (reporting of run conditions); David and Nagaraja, Order Statistics (2003), 7.1',
  },
  produces: efficiencyProduces,
  material: 'inputs',
  // what is lost here would be the slowest calls
  errorLimit: 0.005,
  check: async (subject) => {
    const inputs = await readInputs(subject, false)
    return [
      ...(await checkAlgorithm(subject)),
      ...(inputs.ok ? [...inputs.warnings, ...(await missingInputs(subject, inputs.value.entries))] : inputs.problems),
    ]
  },
  items: async function* (subject, { runs, coldStarts, warmUp }) {
    const { entries } = await listedInputs(subject, false)
    const access = algorithmOf(subject, process.env)
    if (!access.ok) throw new ProblemError(access.problems)
    yield { id: 'inputs', kind: 'inputs', repeat: 0, warmUp }
    const starts = access.value.kind === 'service' ? 0 : coldStarts
    for (let i = 1; i <= starts; i++) yield { id: `cold:${i}`, kind: 'cold', repeat: i, entry: entries[0]!, warmUp }
    const repeats = Math.max(2, Math.ceil(runs / entries.length))
    for (let repeat = 1; repeat <= repeats; repeat++) {
      for (const entry of entries) yield { id: `call:${repeat}:${entry.id}`, kind: 'call', repeat, entry, warmUp }
    }
  },
  measure: async (item, context) => {
    const inputs = await inputsOf(context, false)
    if (item.kind === 'inputs') {
      const { sha256, entries, refused } = inputs
      return { kind: 'inputs', sha256, entries: entries.length, refused, warmUp: item.warmUp }
    }
    const { turns } = await sessionOf(context)
    // before its turn comes, so that nothing lies between two calls
    const input = await readInput(context.subject, item.entry!)
    // one thing at a time, or the calls would slow each other down
    return turns.lend(async (state) => {
      if (item.kind === 'cold') return { kind: 'cold', ms: await coldStart(context, input) }
      const algorithm = await algorithmFor(context, 1)
      if (!state.warm) await warmUp(algorithm, inputs.entries, item.warmUp, context)
      state.warm = false
      const answer = await timed(algorithm, input, context.signal)
      // what has been started anew is cold again
      state.warm = answer.failure !== 'timed-out'
      const seconds = item.entry!.duration ?? secondsOf(input)
      return {
        kind: 'call',
        input: item.entry!.id,
        repeat: item.repeat,
        ...answer,
        ...(seconds === undefined ? {} : { seconds }),
        peakKiB: (await algorithm.peakMemory()) ?? null,
        algorithm: { kind: algorithm.kind, ...algorithm.about },
        machine: machine(),
      }
    })
  },
}

function sessionOf(context: MeasureContext) {
  return context.shared(
    'recognition/efficiency',
    async () => ({ turns: new Copies([{ warm: false }]) }),
    () => undefined,
  )
}

async function warmUp(algorithm: Algorithm, entries: readonly Entry[], calls: number, context: MeasureContext) {
  for (let i = 0; i < calls; i++) {
    await algorithm.ask(await readInput(context.subject, entries[i % entries.length]!), context.signal)
  }
}

async function coldStart(context: MeasureContext, input: Input): Promise<number> {
  const began = performance.now()
  const fresh = await openAlgorithm(context.subject, 1, context.signal)
  try {
    await fresh.ask(input, context.signal)
    return Math.round((performance.now() - began) * 1000) / 1000
  } finally {
    await fresh.close()
  }
}

/** A time-out is a result here: leaving it out would leave out the slowest. */
async function timed(algorithm: Algorithm, input: Input, signal: AbortSignal) {
  const began = performance.now()
  let answer: Answer
  try {
    answer = await algorithm.ask(input, signal)
  } catch (error) {
    const late = error instanceof SetupError && /^(algorithm-)?timed-out$/.test(error.fault.code)
    if (!late) throw error
    return { latencyMs: Math.round(performance.now() - began), failure: 'timed-out' }
  }
  const { latencyMs } = answer
  if (!answer.ok) return { latencyMs, failure: answer.code }
  const output = canonicalText(answer.output)
  if (output.length <= OUTPUT_LIMIT) return { latencyMs, output }
  return { latencyMs, outputSha256: createHash('sha256').update(output).digest('hex') }
}

function secondsOf({ name, bytes }: Input): number | undefined {
  const wav = /\.wav$/i.test(name) ? readWav(bytes) : undefined
  return wav && wavSeconds(wav)
}

function machine(): Machine {
  const all = cpus()
  return {
    cpu: all[0]?.model.trim() || process.arch,
    processors: all.length,
    memoryMiB: Math.round(totalmem() / 1048576),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  }
}
