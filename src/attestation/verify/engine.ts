import { type Problem, problem } from '../../language/problem.ts'
import { names } from '../layout.ts'

/**
 * The reason to say "cannot be judged again here" instead of "altered": the bundle was judged by another engine than this one.
 * It never leads to `genuine`; it only withholds an accusation that this engine cannot prove.
 */
export function otherEngine(bundle: string | undefined, here: string): Problem | undefined {
  if (bundle === undefined || bundle === here) return undefined
  return problem(
    'engine-differs',
    {
      zh: '报告由另一版本的判定引擎作出，本机引擎得出的结果不同，无法断定是改动还是版本差异',
      en: 'another version of the engine made this judgement and this one comes out otherwise: it cannot tell a change from a difference of versions',
    },
    {
      place: { file: names.manifest, path: '/engine' },
      expected: bundle,
      got: here,
      next: {
        zh: `安装引擎版本为 ${bundle} 的 plumbline 后再核验`,
        en: `install the plumbline whose engine is ${bundle} and verify again`,
      },
    },
  )
}
