import { z } from 'zod'
import type { Instrument, Item } from '../../contract.ts'
import type { Source } from '../../recognition/files/source.ts'
import { readTable } from '../../recognition/files/table.ts'
import { tableFiles } from '../../recognition/files/table-path.ts'
import { rowWork } from '../../table-work.ts'
import { recordsOf } from '../records/access.ts'
import { type FlowParams, type FlowResult, type FlowRow, flowProduces } from './params.ts'
import { crowdingColumns, crowdingOf, forecastColumns, forecastOf } from './read.ts'
import { flowReducer } from './reduce.ts'

const access = z
  .strictObject({ forecasts: tableFiles.optional(), crowding: tableFiles.optional() })
  .refine((a) => a.forecasts !== undefined || a.crowding !== undefined, 'forecasts or crowding')
type Access = z.output<typeof access>

/** Forecasts of flow against what came, and crowding events against their alerts. */
export const flow: Instrument<FlowParams, Item & { readonly result: FlowResult }, FlowResult> = {
  ...flowReducer,
  title: { zh: '客流预测与大客流预警', en: 'flow forecasts and crowding alerts' },
  method: {
    title: {
      zh: '逐站逐时段 |预测−实际|/实际 的均值，只计客流足够的时段；大客流事件中按时预警的份额',
      en: 'mean of |forecast − actual| / actual by station and interval with enough passengers; share of crowding events that were alerted in time',
    },
    source: 'Plumbline reference design; Davison and Hinkley (1997); Clopper and Pearson (1934)',
  },
  produces: flowProduces,
  ...rowWork<FlowParams, Access, FlowRow>({
    section: 'flow',
    access: (subject, { section }) =>
      recordsOf(subject, section, access, '{forecasts: forecasts.csv, crowding: crowding.csv}, or one of them'),
    rows,
    declared: () => ({}),
  }),
}

async function* rows(source: Source, { forecasts, crowding }: Access, params: FlowParams): AsyncGenerator<FlowRow> {
  const [intervals, onsets] = [new Set<string>(), new Set<string>()]
  for (const file of forecasts ?? [])
    yield* readTable(source, file, forecastColumns, (row) => forecastOf(row, params, intervals))
  for (const file of crowding ?? []) yield* readTable(source, file, crowdingColumns, (row) => crowdingOf(row, onsets))
}
