import type { Quantity } from '../../../judge/evidence.ts'
import { decimal } from '../../../metrics/decimal.ts'
import type { Reducer } from '../../contract.ts'
import { proportion } from '../../proportion.ts'
import { classOf, type EventClass, eventClasses } from './classes.ts'
import {
  type EventResult,
  type OperationResult,
  type RailEventParams,
  type RailEventResult,
  railEventParams,
} from './params.ts'
import { between, eventRate, meanWithBounds } from './rates.ts'

const KM = 10_000

/** Counts again from the lines of the ledger; other limits are another reduction and no new measure. */
export const railEventReducer: Reducer<RailEventParams, RailEventResult> = {
  name: 'rail/events',
  version: '1',
  params: railEventParams,
  reduce: (results, params, confidences) => {
    const { events, operation, intake } = sorted(results)
    const own = <T extends { line: string }>(list: readonly T[]) =>
      intake?.line === undefined || intake.line === null ? list : list.filter((x) => x.line === intake.line)
    const [faults, runs] = [own(events), own(operation)]
    const trainKm = total(runs, (r) => r.trainKm)
    const [planned, cancelled] = [total(runs, (r) => r.planned), total(runs, (r) => r.cancelled)]
    const count = (of: (e: EventResult) => boolean) => faults.filter(of).length
    const delays = count((e) => e.delay >= Number(params.reliability))
    const rate = (events: number) => eventRate(events, trainKm / KM, confidences)
    const told = toleranceOf(params, intake?.tolerance ?? null)
    const restored = faults.flatMap((e) =>
      e.restored !== null && e.delay >= Number(params.reliability) ? [e.restored] : [],
    )
    return {
      n: planned,
      evidence: runs.length === 0 ? 'none' : 'record',
      quantities: {
        fulfilment: planned === 0 ? null : proportion(planned - cancelled, planned, confidences),
        punctuality: told.open === undefined ? punctualityOf(runs, confidences) : null,
        reliability: between(delays, trainKm / KM, confidences),
        delayRate: rate(delays),
        withdrawalRate: rate(count((e) => e.withdrawn)),
        vehicleFaultRate: rate(count((e) => e.subsystem === 'vehicle' && e.delay >= Number(params.vehicle))),
        signalFaultRate: rate(count((e) => e.subsystem === 'signal')),
        powerFaultRate: rate(count((e) => e.subsystem === 'power')),
        doorFaultRate: doorRate(
          runs,
          count((e) => e.subsystem === 'door'),
          confidences,
        ),
        longDelayRate: eventRate(
          count((e) => e.delay >= Number(params.medium)),
          trainKm / (100 * KM),
          confidences,
        ),
        restoreMean: meanWithBounds(Float64Array.from(restored).sort(), confidences),
        tolerance: told.seconds,
        trainKm: trainKm === 0 ? null : decimal(trainKm / KM),
        delays,
        events: faults.length,
        lines: operation.length === 0 ? null : linesOf(operation, events, params),
        refusedLines: intake?.intake.refused ?? null,
      },
      detail: {
        ...(told.open === undefined ? {} : { punctualityOpen: told.open }),
        ...(intake === undefined ? {} : { line: intake.line, intake: intake.intake }),
      },
    }
  },
}

function sorted(results: Iterable<{ readonly id: string; readonly result: RailEventResult }>) {
  const all = [...results].sort((a, b) => (a.id < b.id ? -1 : 1)).map((r) => r.result)
  return {
    events: all.filter((r) => r.kind === 'event'),
    operation: all.filter((r) => r.kind === 'operation'),
    intake: all.find((r) => r.kind === 'intake'),
  }
}

/** A share of trains on time is given only where ledger and standard state the same tolerance. */
function toleranceOf(
  { tolerance }: RailEventParams,
  ledger: number | null,
): { readonly seconds: string | null; readonly open?: string } {
  if (tolerance === undefined) return { seconds: null, open: 'the standard states no tolerance' }
  if (ledger === null) return { seconds: null, open: 'the ledger states no tolerance' }
  if (ledger !== Number(tolerance))
    return { seconds: decimal(ledger), open: `the ledger counts at ${ledger} s, the standard asks ${tolerance} s` }
  return { seconds: String(tolerance) }
}

function punctualityOf(runs: readonly OperationResult[], confidences: readonly string[]) {
  if (runs.length === 0 || runs.some((r) => r.late === null)) return null
  const operated = total(runs, (r) => r.planned - r.cancelled)
  return operated === 0 ? null : proportion(operated - total(runs, (r) => r.late ?? 0), operated, confidences)
}

function doorRate(runs: readonly OperationResult[], listed: number, confidences: readonly string[]) {
  if (runs.length === 0 || runs.some((r) => r.doorCycles === null)) return null
  const counted = runs.some((r) => r.doorFaults !== null)
  return eventRate(
    counted ? total(runs, (r) => r.doorFaults ?? 0) : listed,
    total(runs, (r) => r.doorCycles ?? 0) / KM,
    confidences,
  )
}

/** Each line with its points and its events by class. A line of several rows adds its ridership; its points are those of the last row that has them. */
function linesOf(operation: readonly OperationResult[], events: readonly EventResult[], params: RailEventParams) {
  const names = [...new Set(operation.map((o) => o.line))].sort()
  return names.map((line): Readonly<Record<string, Quantity>> => {
    const rows = operation.filter((o) => o.line === line)
    const last = (of: (o: OperationResult) => number | null) => {
      const value = rows.map(of).findLast((v) => v !== null)
      return value === undefined || value === null ? null : decimal(value)
    }
    const riders = rows.some((r) => r.ridership === null) ? null : decimal(total(rows, (r) => r.ridership ?? 0))
    const counts = Object.fromEntries(eventClasses.map((c) => [c, 0])) as Record<EventClass, number>
    for (const event of events) {
      const found = event.line === line ? classOf(event, params) : undefined
      if (found !== undefined) counts[found]++
    }
    return {
      line,
      ridership: riders,
      satisfaction: last((o) => o.satisfaction),
      support: last((o) => o.support),
      keyIndicators: last((o) => o.keyIndicators),
      ...counts,
    }
  })
}

function total<T>(list: readonly T[], of: (x: T) => number): number {
  return list.reduce((a, x) => a + of(x), 0)
}
