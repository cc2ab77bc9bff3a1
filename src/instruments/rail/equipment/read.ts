import type { Parsed } from '../../recognition/files/refusal.ts'
import type { Row } from '../../recognition/files/table.ts'
import { amountOf, countOf, MOMENT_FORM, maybe, momentOf, oneOf, yesOrNo } from '../records/cells.ts'
import type { EquipmentKind, UnitRow, WarningRow } from './params.ts'

export const unitColumns = {
  kind: { names: ['kind', '类别', '设备类别'] },
  unit: { names: ['unit', 'id', '设备', '设备编号'] },
  service: { names: ['service_h', '服务小时', '应服务小时'] },
  down: maybe('down_h', '停用小时', '故障小时'),
  available: maybe('available_h', '可用小时'),
  failures: maybe('failures', '故障次数'),
}

const KINDS: Readonly<Record<string, EquipmentKind>> = {
  ...{ afc: 'afc', fare: 'afc', 售检票: 'afc', 自动售检票: 'afc' },
  ...{ lift: 'lift', elevator: 'lift', 电梯: 'lift', 垂直电梯: 'lift' },
  ...{ escalator: 'escalator', 扶梯: 'escalator', 自动扶梯: 'escalator' },
  ...{ system: 'system', 系统: 'system' },
}

export function unitOf(row: Row<keyof typeof unitColumns>): Parsed<UnitRow> {
  const [kind, unit] = [oneOf(KINDS, row.cell('kind')), row.cell('unit')]
  if (kind === undefined)
    return {
      expected: 'kind: afc, lift, escalator, system (售检票、电梯、扶梯、系统)',
      got: row.cell('kind').slice(0, 80),
    }
  if (unit === '' || unit.length > 200) return { expected: 'unit: 1 to 200 characters' }
  const service = amountOf(row.cell('service'))
  if (typeof service !== 'number' || service === 0)
    return { expected: 'service_h: hours above 0', got: row.cell('service').slice(0, 80) }
  const down = downOf(row, service)
  if (down === undefined)
    return {
      expected: 'one of down_h, available_h: hours from 0 to service_h',
      got: `${row.cell('down')} ${row.cell('available')}`.trim().slice(0, 80),
    }
  const failures = countOf(row.cell('failures'))
  if (failures === undefined || (kind === 'system' && failures === 0 && down > 0))
    return {
      expected: 'failures: a whole number, at least 1 where a system was down',
      got: row.cell('failures').slice(0, 80),
    }
  return { is: 'unit', kind, unit, service, down, failures }
}

function downOf(row: Row<keyof typeof unitColumns>, service: number): number | undefined {
  const [down, available] = [amountOf(row.cell('down')), amountOf(row.cell('available'))]
  if (down === undefined || available === undefined || (down === null) === (available === null)) return undefined
  const lost = down ?? service - available!
  return lost < 0 || lost > service ? undefined : lost
}

export const warningColumns = {
  asset: { names: ['asset', 'unit', '设备', '设备编号'] },
  warnedAt: { names: ['warned_at', 'time', '预警时间'] },
  confirmed: { names: ['confirmed', '是否属实', '核实'] },
}

const OPEN = new Set(['', 'open', 'pending', '待定', '未核实'])

/** `seen`: warnings of this listing, so that one written twice counts once. */
export function warningOf(row: Row<keyof typeof warningColumns>, seen: Set<string>): Parsed<WarningRow> {
  const [asset, at, said] = [row.cell('asset'), momentOf(row.cell('warnedAt')), row.cell('confirmed')]
  if (asset === '' || asset.length > 200) return { expected: 'asset: 1 to 200 characters' }
  if (at === undefined) return { expected: `warned_at: ${MOMENT_FORM}`, got: row.cell('warnedAt').slice(0, 80) }
  const confirmed = OPEN.has(said.toLowerCase()) ? null : yesOrNo(said)
  if (confirmed === undefined) return { expected: 'confirmed: yes, no, open (是、否、待定)', got: said.slice(0, 80) }
  const key = JSON.stringify([asset, at.seconds])
  if (seen.has(key))
    return { expected: 'one row for an asset and time', got: `${asset} ${row.cell('warnedAt')}`.slice(0, 80) }
  seen.add(key)
  return { is: 'warning', asset, confirmed }
}
