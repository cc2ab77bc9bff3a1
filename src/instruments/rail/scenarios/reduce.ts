import type { Reducer } from '../../contract.ts'
import type { Reading } from '../../recognition/files/refusal.ts'
import { reaches } from '../running/reaches.ts'
import {
  type Actor,
  actors,
  type ScenarioParams,
  type ScenarioResult,
  type ScenarioRow,
  type Step,
  scenarioParams,
} from './params.ts'

/**
 * Who does each step of each scenario: of the occurrences that say so, the most automatic actor that did it, or was surpassed, in the stated share.
 * Every scenario of the standard has a row; what nobody recorded is null in it and not left out.
 */
export const scenarioReducer: Reducer<ScenarioParams, ScenarioResult> = {
  name: 'rail/scenarios',
  version: '1',
  params: scenarioParams,
  reduce: (results, { scenarios, share }) => {
    const byScenario = new Map<string, ScenarioRow[]>()
    let intake: Reading | undefined
    for (const { result } of results) {
      if (result.kind === 'intake') intake = result.intake
      else byScenario.set(result.scenario, [...(byScenario.get(result.scenario) ?? []), result])
    }
    const rows = scenarios.map((scenario) => {
      const own = byScenario.get(scenario) ?? []
      const of = (step: Step) =>
        actorOf(
          own.flatMap((r) => r[step] ?? []),
          own.length,
          share,
        )
      return {
        scenario,
        detect: of('detect'),
        decide: of('decide'),
        act: of('act'),
        verify: of('verify'),
        triggered: own.length === 0 ? null : own.every((r) => r.trigger !== ''),
        occurrences: own.length,
      }
    })
    const occurrences = rows.reduce((a, r) => a + r.occurrences, 0)
    return {
      n: occurrences,
      evidence: occurrences === 0 ? 'none' : 'record',
      quantities: {
        rows: occurrences === 0 ? null : rows,
        described: rows.filter((r) => r.occurrences > 0).length,
        occurrences,
        refusedLines: intake?.refused ?? null,
      },
      detail: {
        share: String(share),
        mixed: rows.filter((r) => isMixed(byScenario.get(r.scenario) ?? [])).map((r) => r.scenario),
        ...(intake === undefined ? {} : { intake }),
      },
    }
  },
}

/** Null where an occurrence does not say who did it: an unknown actor could be any. */
function actorOf(seen: readonly Actor[], occurrences: number, share: string | number): Actor | null {
  if (seen.length === 0 || seen.length < occurrences) return null
  const place = (a: Actor) => actors.indexOf(a)
  return (
    [...actors].reverse().find((a) => reaches(seen.filter((s) => place(s) >= place(a)).length, seen.length, share)) ??
    null
  )
}

/** Whether somebody else did a step from one occurrence to another. */
function isMixed(rows: readonly ScenarioRow[]): boolean {
  return (['detect', 'decide', 'act'] as const).some((step) => new Set(rows.map((r) => r[step])).size > 1)
}
