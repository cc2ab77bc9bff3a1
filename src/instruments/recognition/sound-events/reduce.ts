import type { Estimate, Quantity } from '../../../judge/evidence.ts'
import { DEFAULT_SEED } from '../../../metrics/bootstrap.ts'
import { clusterSpread } from '../../../metrics/cluster-spread.ts'
import { decimal } from '../../../metrics/decimal.ts'
import { PSDS_SETTINGS, type PsdsSetting } from '../../../metrics/sound-events/psds.ts'
import type { Reducer } from '../../contract.ts'
import { bounds } from '../../proportion.ts'
import { detailOf } from './detail.ts'
import { imagined, type Layout, layoutOf } from './layout.ts'
import { type FileResult, type SoundIntake, type SoundParams, type SoundResult, soundParams } from './params.ts'
import { soundPictures } from './pictures.ts'
import { classParts, errorParts, microParts, rangesOf, scoresOf, WHOLE, type WholeName } from './scores.ts'
import { addTo, tallyOf } from './tally.ts'

/** Counts again from the events and detections that were kept, file by file, in the order of their names. */
export const soundReducer: Reducer<SoundParams, SoundResult> = {
  name: 'recognition/sound-events',
  version: '1',
  params: soundParams,
  reduce: (results, params, confidences) => {
    const { files, intake } = parted(results)
    const known = files.length > 0
    const layout = layoutOf(classesOf(files), Math.max(0, ...files.map((f) => f.outputs.length)), settingsOf(params))
    const tallies = files.map((file) => tallyOf(file, params, layout))
    const total = new Float64Array(layout.size)
    for (const tally of tallies) addTo(total, tally, 1)
    const value = scoresOf(total, layout, params)
    const row = new Float64Array(layout.size)
    const unseenRow = {
      true: imagined(total, files.length, true, layout),
      false: imagined(total, files.length, false, layout),
    }
    const spread = clusterSpread(files.length, rangesOf(layout), confidences, (weights, unseen) => {
      row.fill(0)
      for (const [i, tally] of tallies.entries()) if (weights[i]! > 0) addTo(row, tally, weights[i]!)
      if (unseen !== undefined) {
        const more = unseenRow[`${unseen.right}`]
        for (let k = 0; k < row.length; k++) row[k]! += unseen.weight * more[k]!
      }
      return scoresOf(row, layout, params)
    })
    const estimate = (score: number, text: string): Estimate | null =>
      Number.isNaN(value[score]!)
        ? null
        : {
            value: text,
            n: files.length,
            bounds: confidences.map((c) => {
              const { lower, upper } = spread.bounds(score, value[score]!, Number(c))
              return bounds(c, lower, upper)
            }),
          }
    const whole = (name: WholeName): Estimate | null => {
      const score = WHOLE.indexOf(name)
      const given = estimate(score, written(name, total, value[score]!, layout))
      const samples = Array.from(spread.samples(score), (x) => decimal(x))
      return given === null || samples.length === 0
        ? given
        : { ...given, distribution: { kind: 'samples', values: samples } }
    }
    const n = layout.classes.length
    const quantities: Record<string, Quantity> = {
      ...Object.fromEntries(WHOLE.map((name) => [name, whole(name)])),
      events: known ? files.reduce((k, f) => k + f.references.length, 0) : null,
      files: known ? files.length : null,
      otherDetections: known ? total[layout.event.other]! : null,
      refusedLines: intake?.refused ?? null,
      duration: known ? decimal(total[layout.seconds]!) : null,
      classes: known
        ? layout.classes.map((name, k) => ({
            class: name,
            eventF1: estimate(WHOLE.length + k, classParts(total, layout.event, k).join('/')),
            segmentF1: estimate(WHOLE.length + n + k, classParts(total, layout.segment, k).join('/')),
            events: total[layout.event.reference + k]!,
          }))
        : null,
    }
    return {
      n: files.length,
      evidence: known ? 'recomputed' : 'none',
      quantities,
      detail: {
        ...detailOf(total, layout, params),
        bootstrap: { by: 'file', rounds: spread.rounds, seed: String(DEFAULT_SEED) },
        ...(intake === undefined ? {} : { intake }),
      },
      pictures: soundPictures(total, layout, params, quantities),
    }
  },
}

function parted(results: Iterable<{ readonly id: string; readonly result: SoundResult }>) {
  let intake: SoundIntake | undefined
  const files: FileResult[] = []
  for (const { result } of results) {
    if (result.kind === 'intake') intake = result.intake
    else files.push(result)
  }
  return { intake, files: files.sort((a, b) => (a.file < b.file ? -1 : 1)) }
}

function classesOf(files: readonly FileResult[]): readonly string[] {
  return [...new Set(files.flatMap((f) => f.references.map(([label]) => label)))].sort()
}

/** The standard's own, and the two scenarios. */
function settingsOf({ dtc, gtc, cttc, alphaCt, alphaSt, maxEfpr }: SoundParams): readonly PsdsSetting[] {
  const own = {
    detection: Number(dtc),
    groundTruth: Number(gtc),
    crossTrigger: Number(cttc),
    crossTriggerCost: Number(alphaCt),
    instabilityCost: Number(alphaSt),
    mostFalse: Number(maxEfpr),
  }
  return [own, PSDS_SETTINGS.psds1, PSDS_SETTINGS.psds2]
}

/** Ratios of counts stay exact. */
function written(name: WholeName, total: Float64Array, value: number, { classes, event, segment }: Layout): string {
  const n = classes.length
  switch (name) {
    case 'eventF1':
      return microParts(total, event, n).join('/')
    case 'segmentF1':
      return microParts(total, segment, n).join('/')
    case 'eventErrorRate':
      return errorParts(total, event, n).join('/')
    case 'segmentErrorRate':
      return errorParts(total, segment, n).join('/')
    default:
      return Number.isNaN(value) ? '' : decimal(value)
  }
}
