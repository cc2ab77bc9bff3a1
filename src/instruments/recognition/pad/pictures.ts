import type { Quantity } from '../../../judge/evidence.ts'
import { type PadScores, padDet } from '../../../metrics/presentation-attack.ts'
import { estimateBars } from '../../estimate-bars.ts'
import type { CurvePicture, Picture } from '../../picture.ts'
import { detPicture } from '../verification/det-picture.ts'

/** So many species at most are drawn in one picture. */
const MOST_LINES = 12

/** APCER against BPCER, a line a species, and bars of APCER by species. */
export function padPictures(scores: PadScores, species: Quantity | undefined, apcer: Quantity): readonly Picture[] {
  const words = {
    title: { zh: '各攻击种类的 DET 曲线', en: 'DET curves by attack instrument species' },
    x: { zh: '攻击呈现分类错误率 APCER', en: 'attack presentation classification error rate (APCER)' },
    y: { zh: '真实呈现分类错误率 BPCER', en: 'bona fide presentation classification error rate (BPCER)' },
    mark: '',
  }
  const drawn = [...scores.species].slice(0, MOST_LINES).flatMap(([name, attacks]) => {
    const [picture] = detPicture(padDet(attacks, scores.bonaFide), [], words)
    return picture === undefined ? [] : [{ name, picture }]
  })
  const [first] = drawn
  const curves: readonly CurvePicture[] =
    first === undefined
      ? []
      : [
          {
            ...first.picture,
            lines: drawn.map(({ name, picture }) => ({
              name: { zh: name, en: name },
              points: picture.lines[0]!.points.filter((_, i, all) => all.length <= 100 || i % 2 === 0),
            })),
          },
        ]
  return [
    ...curves,
    ...estimateBars(
      { zh: '各攻击种类的 APCER', en: 'APCER by attack instrument species' },
      { title: { zh: 'APCER', en: 'APCER' }, scale: 'linear', percent: true },
      species,
      'species',
      'apcer',
      apcer,
    ),
  ]
}
