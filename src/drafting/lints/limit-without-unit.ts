import { type Draft, requiring } from '../draft.ts'
import { type Advice, aboutWords } from './advice.ts'

const number = String.raw`(\d+(?:[,\u2009 ]\d{3})*(?:\.\d+)?)`
const limits = {
  zh: new RegExp(
    String.raw`(?:不[少低高大小短长多晚早]于|不超过|不超出|大于(?:等于)?|小于(?:等于)?|[高低多少长短]于|超过|至少|至多|最多|最少|[≥≤><＞＜])\s*(?:为|是)?\s*${number}`,
    'g',
  ),
  en: new RegExp(
    String.raw`(?:\bat (?:least|most)|\b(?:no|not) (?:more|less|fewer|greater|higher|lower|longer|later) than|\b(?:more|less|fewer|greater|higher|lower|longer) than|\bwithin|\b(?:not )?exceed(?:s|ing)?|[≥≤><])\s*${number}`,
    'gi',
  ),
}
/** What follows a number with a unit: a letter, a sign; not the next part of the sentence. */
const unit = {
  zh: /^\s*(?:[%％‰°℃℉Ωµμ]|[A-Za-z]|(?!且|并|和|或|及|与|时|的|者|以|则|而|即|为|后)\p{Script=Han}|分之)/u,
  en: /^[\s-]*(?:[%‰°℃℉Ωµμ]|(?!and\b|or\b|when\b|if\b|in\b|for\b|on\b|at\b|by\b|to\b|under\b|with\b|over\b|per\b|unless\b)[A-Za-z])/,
}
/** Range, ratio, date, clause and formula go on after their first number. */
const goesOn = /^\s*(?:[:：/~～×^*+=\d.]|至|到|[-–—]\s*\d|分之|(?:to|by)\b\s*\d)/
/** Statistics without a dimension. */
const pure =
  /(?:F1|AUC|mAP|ECE|BLEU|ROUGE|κ|kappa|系数|比值|比率|比例|得分|分值|评分|PSNR|SSIM|指数|等级|级别|ratio|score|index|coefficient|level|grade)[\s\w（）()值应为]*$/i

/** A limit whose number has no unit; numbers from 0 to 1 and statistics without a dimension need none. */
export function limitWithoutUnit({ reads }: Draft): readonly Advice[] {
  return reads.flatMap((read) =>
    requiring(read).flatMap((p) => {
      const words = read.raw.text.slice(p.start, p.end)
      return [...words.matchAll(limits[read.lang])].flatMap((m) => {
        const rest = words.slice(m.index + m[0].length)
        const value = Number(m[1]!.replaceAll(/[,\u2009 ]/g, ''))
        if (value <= 1 || unit[read.lang].test(rest) || goesOn.test(rest) || pure.test(words.slice(0, m.index)))
          return []
        const start = p.start + m.index
        return [
          aboutWords(
            read,
            { start, end: start + m[0].length },
            'draft-limit-without-unit',
            { zh: `限值 ${m[1]!} 没有单位`, en: `The limit ${m[1]!} has no unit` },
            {
              next: {
                zh: '写出单位或量词（如 s、%、次、个）',
                en: 'write the unit, or what is counted (s, %, times, items)',
              },
            },
          ),
        ]
      })
    }),
  )
}
