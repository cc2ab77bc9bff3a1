import type { SetupError } from '../../../contract.ts'
import { redactor } from '../../../llm/client/redact.ts'
import type { RunAccess } from '../access.ts'
import type { About, Algorithm, Answer, Input } from '../algorithm.ts'
import { algorithmFault } from '../faults.ts'
import { aboutFrom, answerOf, jsonOf, replyFrom } from '../protocol.ts'
import { Child, type Start, shown } from './child.ts'
import { Copies } from './copies.ts'
import { environmentFor } from './environment.ts'
import { type PeakMeter, peakMeter } from './memory.ts'
import { byBytes, byFile } from './request.ts'

/** A place for one copy; its child is replaced when it has broken down, after somebody has been told. */
interface Place {
  child: Child
  told: boolean
}

/** Starts that may fail one after the other before nothing more is tried. */
const PATIENCE = 3

/**
 * Starts the copies of an algorithm that runs as a process and speaks JSON lines. `cwd` is the real folder it starts in.
 * Throws a SetupError where one of them does not start, after all have ended again.
 */
export async function openProcess(
  access: RunAccess,
  cwd: string,
  width: number,
  signal: AbortSignal,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Algorithm> {
  const start: Start = {
    command: access.run.command,
    cwd,
    env: environmentFor(access.run.environment, env),
    redact: redactorFor(access, cwd, env),
  }
  const { about, children } = await beginAll(start, access, Math.max(1, Math.min(access.copies, width)), signal)
  const places = children.map((child): Place => ({ child, told: false }))
  const requests = access.run.input === 'file' ? await byFile() : byBytes()
  const copies = new Copies(places)
  const meters = new WeakMap<Child, PeakMeter>()
  let peak: number | undefined
  let failures = 0
  let last: unknown

  const restart = async (place: Place, cancel: AbortSignal) => {
    if (failures >= PATIENCE) throw last
    await place.child.end()
    place.child = new Child(start)
    place.told = true
    try {
      const now = await hello(place.child, access, cancel)
      if (JSON.stringify(now) !== JSON.stringify(about))
        throw place.child.fail('algorithm-other-model', JSON.stringify(now))
    } catch (error) {
      if (!cancel.aborted) failures++
      last = error
      throw error
    }
    failures = 0
    place.told = false
  }
  const asked = async (place: Place, input: Input, cancel: AbortSignal): Promise<Answer> => {
    if (place.child.fault && !place.told) {
      place.told = true
      throw place.child.fault
    }
    if (place.child.fault) await restart(place, cancel)
    const { text, forget } = await requests.line(input)
    try {
      const line = await place.child.ask(text, access.timeoutSeconds, cancel)
      return answered(place.child, line.text, line.ms, input.id)
    } catch (error) {
      place.told = true
      throw error
    } finally {
      await forget()
    }
  }
  return {
    kind: 'process',
    about,
    ask: (input, cancel) => copies.lend((place) => asked(place, input, cancel)),
    peakMemory: async () => {
      let sum: number | undefined
      for (const { child } of places) {
        if (child.pid === undefined) continue
        const meter = meters.get(child) ?? peakMeter(child.pid)
        meters.set(child, meter)
        const own = await meter.read()
        if (own !== undefined) sum = (sum ?? 0) + own
      }
      if (sum !== undefined) peak = Math.max(peak ?? 0, sum)
      return peak
    },
    close: async () => {
      failures = PATIENCE
      last ??= algorithmFault('algorithm-cancelled')
      await Promise.all(places.map(({ child }) => child.end()))
      await requests.close()
    },
  }
}

async function beginAll(start: Start, access: RunAccess, count: number, signal: AbortSignal) {
  const children = Array.from({ length: count }, () => new Child(start))
  const greeted = await Promise.allSettled(children.map((child) => hello(child, access, signal)))
  for (const g of greeted) {
    if (g.status === 'fulfilled') continue
    await Promise.all(children.map((child) => child.end()))
    throw g.reason
  }
  return { about: (greeted[0] as PromiseFulfilledResult<About>).value, children }
}

/** Waits for the start-up message. Everything that goes wrong before it is one fault: the algorithm did not start. */
async function hello(child: Child, access: RunAccess, signal: AbortSignal): Promise<About> {
  let line: { readonly text: string }
  try {
    line = await child.ask(undefined, access.startSeconds, signal)
  } catch (error) {
    throw notStarted(error as SetupError)
  }
  const about = aboutFrom(jsonOf(line.text))
  if ('why' in about) {
    throw about.why === 'garbage'
      ? child.fail('algorithm-garbage', `before the start-up message: ${shown(line.text)}`)
      : child.fail('algorithm-answer', about.detail)
  }
  if (access.model !== undefined && about.model !== access.model)
    throw child.fail('algorithm-other-model', `${about.model ?? 'none'}`)
  return about
}

function answered(child: Child, text: string, latencyMs: number, id: string): Answer {
  const reply = replyFrom(jsonOf(text), id)
  if (reply.kind === 'refused')
    throw reply.why === 'garbage'
      ? child.fail('algorithm-garbage', shown(text))
      : child.fail('algorithm-answer', reply.detail)
  return answerOf(reply, latencyMs)
}

/** A crash before the first word is a start that failed. */
function notStarted(error: SetupError): SetupError {
  const { code, detail } = error.fault
  return code === 'algorithm-crash' || code === 'algorithm-timed-out'
    ? algorithmFault('algorithm-start', detail)
    : error
}

/** Values of the variables that were passed on by name, and the folder, do not get into a report. */
function redactorFor(access: RunAccess, cwd: string, env: Readonly<Record<string, string | undefined>>) {
  const secrets = access.run.environment.map((name) => redactor(env[name]))
  return (text: string) => secrets.reduce((t, redact) => redact(t), text).replaceAll(cwd, '.')
}
