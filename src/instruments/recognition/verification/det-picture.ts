import type { Text } from '../../../language/text.ts'
import type { Det } from '../../../metrics/verification/det.ts'
import { type CurvePicture, thinnedLine } from '../../picture.ts'

/** What the axes are called, and what stands before the rate at a mark. */
export interface DetWords {
  readonly title: Text
  readonly x: Text
  readonly y: Text
  readonly mark: string
}

const verification: DetWords = {
  title: { zh: 'DET 曲线', en: 'DET curve' },
  x: { zh: '错误匹配率 FMR', en: 'false match rate (FMR)' },
  y: { zh: '错误不匹配率 FNMR', en: 'false non-match rate (FNMR)' },
  mark: 'FMR',
}

/**
 * The DET curve on normal-deviate axes (ISO/IEC 19795-1:2021). Rates of 0 and 1 have no place there and are drawn at half an error, as is usual;
 * the numbers beside the picture are not clipped. Nothing without comparisons of both classes.
 */
export function detPicture(
  det: Det,
  stated: readonly { readonly name: string; readonly point: number }[],
  words: DetWords = verification,
): readonly CurvePicture[] {
  if (det.genuine === 0 || det.impostor === 0) return []
  const at = (p: number) =>
    [clipped(det.falseMatches[p]!, det.impostor), clipped(det.falseNonMatches[p]!, det.genuine)] as const
  const points = thinnedLine(Array.from(det.thresholds, (_, p) => p).filter((p) => moving(at(p)))).map(at)
  return [
    {
      kind: 'curve',
      title: words.title,
      note: {
        zh: '正态偏差坐标；零错误画在半个错误处。',
        en: 'Normal-deviate axes; no errors are drawn at half an error.',
      },
      x: { title: words.x, scale: 'probit', percent: true },
      y: { title: words.y, scale: 'probit', percent: true },
      lines: [{ points }],
      marks: stated.map(({ name, point }) => ({
        name: { zh: `${words.mark} ${name}`, en: `${words.mark} ${name}` },
        at: at(point),
      })),
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
