import type { Det } from '../../../metrics/verification/det.ts'
import { type CurvePicture, thinnedLine } from '../../picture.ts'

/**
 * The DET curve on normal-deviate axes (ISO/IEC 19795-1:2021). Rates of 0 and 1 have no place there and are drawn at half an error, as is usual;
 * the numbers beside the picture are not clipped. Nothing without comparisons of both classes.
 */
export function detPicture(
  det: Det,
  stated: readonly { readonly name: string; readonly point: number }[],
): readonly CurvePicture[] {
  if (det.genuine === 0 || det.impostor === 0) return []
  const at = (p: number) =>
    [clipped(det.falseMatches[p]!, det.impostor), clipped(det.falseNonMatches[p]!, det.genuine)] as const
  const points = thinnedLine(Array.from(det.thresholds, (_, p) => p).filter((p) => moving(at(p)))).map(at)
  return [
    {
      kind: 'curve',
      title: { zh: 'DET 曲线', en: 'DET curve' },
      note: {
        zh: '正态偏差坐标；零错误画在半个错误处。',
        en: 'Normal-deviate axes; no errors are drawn at half an error.',
      },
      x: { title: { zh: '错误匹配率 FMR', en: 'false match rate (FMR)' }, scale: 'probit', percent: true },
      y: { title: { zh: '错误不匹配率 FNMR', en: 'false non-match rate (FNMR)' }, scale: 'probit', percent: true },
      lines: [{ points }],
      marks: stated.map(({ name, point }) => ({ name: { zh: `FMR ${name}`, en: `FMR ${name}` }, at: at(point) })),
    },
  ]
}

/** Where one kind of error takes more than half of its class nobody would set a threshold. */
function moving([fmr, fnmr]: readonly [number, number]): boolean {
  return fmr <= 0.5 && fnmr <= 0.5
}

function clipped(errors: number, of: number): number {
  return Math.min(1 - 1 / (2 * of), Math.max(1 / (2 * of), errors / of))
}
