import type { Estimate } from '../../../judge/evidence.ts'
import { decimal } from '../../../metrics/decimal.ts'
import type { Reducer, Reduction } from '../../contract.ts'
import { availabilityOf, meanShare, rateOf, timeBetween } from '../../estimates.ts'
import { proportion } from '../../proportion.ts'
import { delayOf } from '../../recognition/events/estimates.ts'
import { type LogParams, type LogResult, logParams, logProduces, MODES } from './params.ts'
import { logPictures } from './pictures.ts'
import { HUMAN, type Span, spanOf } from './span.ts'

export const logReducer: Reducer<LogParams, LogResult> = {
  name: 'robot/log',
  version: '1.0.0',
  params: logParams,
  separate(results, given) {
    const { join } = logParams.parse(given)
    const tasks = [...results].flatMap(({ result }) => spanOf(result, join).tasks)
    return [{ quantity: 'success', better: 'higher', counted: tasks.filter((t) => t.ok).length, of: tasks.length }]
  },
  reduce(results, given, confidences) {
    const params = logParams.parse(given)
    const logs: LogResult[] = []
    for (const { result } of results) logs.push(result)
    const nothing = Object.fromEntries(Object.keys(logProduces).map((name) => [name, null]))
    if (logs.length === 0) return { n: 0, evidence: 'none', quantities: nothing }
    return reduced(
      logs.sort((a, b) => (a.file < b.file ? -1 : 1)),
      params,
      confidences,
    )
  },
}

function reduced(logs: readonly LogResult[], params: LogParams, confidences: readonly string[]): Reduction {
  const spans = logs.map((log) => spanOf(log, params.join))
  const sum = (of: (s: Span) => number) => spans.reduce((total, s) => total + of(s), 0)
  const inMode = (fits: (mode: string) => boolean) =>
    sum((s) => [...s.modes].reduce((total, [mode, seconds]) => (fits(mode) ? total + seconds : total), 0)) / 3600
  const mission = inMode((mode) => mode !== 'service')
  const human = inMode((mode) => HUMAN.has(mode))
  const operating = mission - human
  const told = spans.some((s) => [...s.modes.keys()].some((mode) => mode !== 'unknown'))
  const tasks = spans.flatMap((s) => s.tasks)
  const decisions = spans.flatMap((s) => s.decisions)
  const interventions = sum((s) => s.interventions.length)
  const faults = sum((s) => s.faults)
  const self = sum((s) => s.recovered.robot)
  const down = Math.min(mission, sum((s) => s.down) / 3600)
  const share = (k: number, n: number) => (n === 0 ? null : proportion(k, n, confidences))
  const ways = tasks.flatMap((t) =>
    t.shortest === undefined || t.travelled === undefined || t.shortest === 0
      ? []
      : [t.ok === true ? t.shortest / Math.max(t.shortest, t.travelled) : 0],
  )
  const metres = logs.flatMap((log) => (log.metres === null ? [] : [log.metres]))
  const travelled = spans.flatMap((s) => s.ways)
  const quantities = {
    success: share(tasks.filter((t) => t.ok).length, tasks.length),
    autonomous: share(decisions.filter((d) => d.actor === 'robot').length, decisions.length),
    selfRecovery: share(
      self,
      sum((s) => s.recovered.robot + s.recovered.human + s.recovered.open),
    ),
    betweenInterventions: overTime(operating, () => timeBetween(interventions, operating, confidences)),
    interventionRate: overTime(operating, () => rateOf(interventions, operating, confidences)),
    availability: overTime(mission - down, () =>
      availabilityOf(mission - down, down, down === 0 ? 0 : sum((s) => s.outages), params.repair, confidences),
    ),
    betweenFaults: overTime(mission, () => timeBetween(faults, mission, confidences)),
    latencyP95: delayOf(
      seconds(decisions.flatMap((d) => (d.latencyMs === undefined ? [] : [d.latencyMs / 1000]))),
      0.95,
      confidences,
    ),
    responseP95: delayOf(seconds(spans.flatMap((s) => s.responses)), 0.95, confidences),
    spl:
      ways.length === 0 || ways.length < tasks.length
        ? null
        : meanShare(
            ways.sort((a, b) => a - b).reduce((a, b) => a + b, 0),
            ways.length,
            confidences,
          ),
    autonomousTime: told && mission > 0 ? decimal(inMode((mode) => mode === 'auto') / mission) : null,
    humanShare: told && mission > 0 ? decimal(human / mission) : null,
    trials: tasks.length,
    interventions,
    faults,
    estops: sum((s) => s.estops),
    unanswered: sum((s) => s.unanswered),
    missionHours: decimal(mission),
    operatingHours: decimal(operating),
    // what the wheels say goes before what the records of tasks say
    distance: metres.length > 0 ? total(metres) : travelled.length > 0 ? total(travelled) : null,
    logs: logs.length,
    refusedLines: logs.reduce((n, log) => n + log.intake.refused, 0),
    modes: [...MODES, 'unknown' as const].flatMap((mode) => {
      const hours = inMode((m) => m === mode)
      return hours > 0 ? [{ mode, hours: decimal(hours) }] : []
    }),
  }
  return {
    n: tasks.length > 0 ? tasks.length : logs.reduce((n, log) => n + log.events.length, 0),
    evidence: 'recomputed',
    quantities,
    detail: {
      ...params,
      convention:
        'interventions: unplanned changes from auto to semi, teleop or manual, and records of interventions that are no such change; hours of rates: mission time (service left out) less time that a person had the robot',
      bounds:
        'shares Clopper-Pearson, rates and times between events exact Poisson; availability F(2r, 2r), and without outage the Poisson bound times `repair`; latencies order statistics',
      files: logs.map((log) => ({
        file: log.file,
        start: log.start,
        seconds: log.seconds,
        events: log.events.length,
        rules: log.rules,
      })),
      recovered: { robot: self, human: sum((s) => s.recovered.human), not: sum((s) => s.recovered.open) },
      refusals: logs.flatMap((log) => log.intake.refusals).slice(0, 20),
    },
    pictures: logPictures(logs, spans),
  }
}

const overTime = (hours: number, estimate: () => Estimate) => (hours > 0 ? estimate() : null)
const seconds = (all: readonly number[]) => Float64Array.from(all).sort()
const total = (all: readonly number[]) => decimal([...all].sort((a, b) => a - b).reduce((a, b) => a + b, 0))
