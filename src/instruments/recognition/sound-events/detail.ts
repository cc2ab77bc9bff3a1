import { decimal } from '../../../metrics/decimal.ts'
import type { KindLayout, Layout } from './layout.ts'
import type { SoundParams } from './params.ts'
import { scoresOf, WHOLE } from './scores.ts'

/** What a reader wants to see beside the numbers: the convention, both readings where they differ, the counts. */
export function detailOf(total: Float64Array, layout: Layout, params: SoundParams) {
  const other = scoresOf(total, layout, {
    ...params,
    mode: params.mode === 'compatible' ? 'by-definition' : 'compatible',
  })
  const reading = (name: (typeof WHOLE)[number]) => {
    const value = other[WHOLE.indexOf(name)]!
    return Number.isNaN(value) ? null : decimal(value)
  }
  return {
    ...params,
    counting:
      params.mode === 'compatible'
        ? 'sed_eval 0.2.1: substitutions by the order of lines; means over classes leave out what was never detected (intersectionF1: never found), as sed_eval and psds_eval do'
        : 'as many right labels as can be, then as many substitutions; a class that was never detected has an F1 of 0',
    otherMeans: {
      eventF1Macro: reading('eventF1Macro'),
      segmentF1Macro: reading('segmentF1Macro'),
      intersectionF1: reading('intersectionF1'),
    },
    psdsSettings: { psds: layout.settings[0], psds1: layout.settings[1], psds2: layout.settings[2] },
    event: countsOf(total, layout.event, layout.classes.length),
    segment: countsOf(total, layout.segment, layout.classes.length),
    bounds: 'whole files; what is wrong in a file not seen is taken as all missed and as much inserted',
  }
}

function countsOf(total: Float64Array, at: KindLayout, n: number) {
  const sum = (from: number) => total.subarray(from, from + n).reduce((a, b) => a + b, 0)
  return {
    reference: sum(at.reference),
    output: sum(at.output) + total[at.other]!,
    right: sum(at.right),
    substitutions: total[at.substitutions]!,
    deletions: total[at.deletions]!,
    insertions: total[at.insertions]!,
  }
}
