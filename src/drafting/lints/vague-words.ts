import { type Draft, requiring } from '../draft.ts'
import { type Advice, aboutWords } from './advice.ts'

/** Words that two testers read differently. Ours; those of the dossier first. What makes another word of them is kept out. */
const vague = {
  zh: /合理(?!性|使用)|适当(?!性)|尽量|较[好高低大小少多强快优](?![的]?[一二三四五]级)|恰当|适宜|足够|充分(?!性|必要)|及时(?!性)|良好|优良|妥善|尽可能|尽快|尽早|大约|必要时|显著(?!性水平|性检验|性|标识)|(?<!不)高效|便捷|友好|先进|主流|有效地|合适|适时|相当|若干|大量|少量|经常|定期(?!限)|一定(?:的|程度)|基本(?:上|满足|符合)|(?<=、[^、，。；]{1,14})(?<![相平同均])等(?=[。；，,;]|$|的|方面|内容|信息|要求|措施|情形|功能|方式|因素)/g,
  en: /\b(?:appropriate(?:ly)?|reasonabl[ey]|adequate(?:ly)?|sufficient(?:ly)?|suitabl[ey]|as far as (?:possible|practicable)|where (?:possible|practicable|necessary|appropriate)|good|promptly|timely|user-friendly|state[- ]of[- ]the[- ]art|significant(?:ly)?|approximately|periodically|regularly|easily|efficient(?:ly)?|robustly|as needed|if necessary|many|some|several|and so on|etc)\b\.?/gi,
}

/** Vague words in what is required: they cannot be tested. */
export function vagueWords({ reads }: Draft): readonly Advice[] {
  return reads.flatMap((read) =>
    requiring(read).flatMap((p) =>
      [...read.raw.text.slice(p.start, p.end).matchAll(vague[read.lang])].map((m) => {
        const start = p.start + m.index
        return aboutWords(
          read,
          { start, end: start + m[0].length },
          'draft-vague',
          {
            zh: `“${m[0]}”没有界限，两个检验者会得出不同结论`,
            en: `"${m[0]}" has no bound: two testers would come to different findings`,
          },
          {
            next: {
              zh: '写出限值、期限、频次，或列全所指的项目',
              en: 'give a limit, a time or a frequency, or list everything that is meant',
            },
          },
        )
      }),
    ),
  )
}
