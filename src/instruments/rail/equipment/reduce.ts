import type { Estimate } from '../../../judge/evidence.ts'
import { decimal } from '../../../metrics/decimal.ts'
import type { Reducer } from '../../contract.ts'
import { estimateBars } from '../../estimate-bars.ts'
import { availabilityOf } from '../../estimates.ts'
import { rowsAndIntake } from '../records/results.ts'
import { shareByName } from '../records/shares.ts'
import {
  type EquipmentKind,
  type EquipmentParams,
  type EquipmentResult,
  type EquipmentRow,
  equipmentKinds,
  equipmentParams,
  equipmentProduces,
  type UnitRow,
} from './params.ts'
import { timeShare } from './time-share.ts'

const WORST = 20

/** A unit over all its rows. */
interface Unit extends Omit<UnitRow, 'is'> {}

/** Available of service time by kind, availability of systems, and what came of warnings. */
export const equipmentReducer: Reducer<EquipmentParams, EquipmentResult> = {
  name: 'rail/equipment',
  version: '1',
  params: equipmentParams,
  reduce(results, { repair }, confidences) {
    const { rows, intake } = rowsAndIntake<EquipmentRow>(results)
    const units = unitsOf(rows.flatMap((r) => (r.is === 'unit' ? [r] : [])))
    const of = (...kinds: readonly EquipmentKind[]) => units.filter((u) => kinds.includes(u.kind))
    const share = (own: readonly Unit[]) => timeShare(own, confidences)
    const warnings = rows.flatMap((r) => (r.is === 'warning' ? [r] : []))
    const decided = warnings.filter((w) => w.confirmed !== null)
    const availability = systems(of('system'), repair, confidences)
    const byKind = equipmentKinds.flatMap((kind) => {
      const own = of(kind)
      return own.length === 0
        ? []
        : [
            {
              kind,
              units: own.length,
              service: decimal(total(own, 'service')),
              down: decimal(total(own, 'down')),
              availability: kind === 'system' ? availability : share(own),
            },
          ]
    })
    const worst = [...units]
      .sort((a, b) => b.down - a.down || (idOf(a) < idOf(b) ? -1 : 1))
      .filter((u) => u.down > 0)
      .slice(0, WORST)
      .map(({ kind, unit, service, down }) => ({
        ...{ kind, unit, down: decimal(down) },
        availability: decimal((service - down) / service),
      }))
    return {
      n: units.length + decided.length,
      evidence: rows.length === 0 ? 'none' : 'record',
      quantities: {
        fare: share(of('afc')),
        lifts: share(of('lift', 'escalator')),
        availability,
        warningPrecision: shareByName(
          decided,
          (w) => w.asset,
          (w) => [w.confirmed ? 1 : 0, 1],
          confidences,
        ),
        units: units.length,
        warnings: decided.length,
        openWarnings: warnings.length - decided.length,
        byKind: byKind.length === 0 ? null : byKind,
        worst: worst.length === 0 ? null : worst,
        refusedLines: intake?.refused ?? null,
      },
      detail: {
        repair,
        bounds:
          'shares of time: whole units; systems: F of times up and down, where all failures are counted; warnings: assets, Clopper-Pearson where each warned once',
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: estimateBars(
        { zh: '各类设备可用时间的份额', en: 'Available of service time, by kind of equipment' },
        { title: { zh: '可用份额', en: 'available' }, scale: 'linear', percent: true },
        byKind,
        'kind',
        'availability',
        undefined,
        equipmentProduces.byKind.fields.kind.words,
      ),
    }
  },
}

const idOf = ({ kind, unit }: Unit) => JSON.stringify([kind, unit])
const total = (units: readonly Unit[], of: 'service' | 'down') => units.reduce((sum, u) => sum + u[of], 0)

/** Rows of one unit, such as its months, together; in the order of kinds and names. */
function unitsOf(rows: readonly UnitRow[]): readonly Unit[] {
  const units = new Map<string, Unit>()
  for (const { is: _, ...row } of rows) {
    const own = units.get(idOf(row))
    units.set(
      idOf(row),
      own === undefined
        ? row
        : {
            ...own,
            service: own.service + row.service,
            down: own.down + row.down,
            failures: own.failures === null || row.failures === null ? null : own.failures + row.failures,
          },
    )
  }
  return [...units].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, unit]) => unit)
}

/**
 * MTBF / (MTBF + MTTR): with up / failures over up / failures + down / failures it is the share of time up. The number of failures carries the
 * bounds; where a system does not say it, there are none.
 */
function systems(of: readonly Unit[], repair: number, confidences: readonly string[]): Estimate | null {
  const [service, down] = [total(of, 'service'), total(of, 'down')]
  const failures = of.reduce<number | null>(
    (sum, u) => (sum === null || u.failures === null ? null : sum + u.failures),
    0,
  )
  if (of.length === 0) return null
  // nothing was up: no odds to bound
  if (failures === null || service === down || (failures > 0 && down === 0))
    return { value: decimal((service - down) / service), n: failures ?? of.length }
  return availabilityOf(service - down, down, failures, repair, confidences)
}
