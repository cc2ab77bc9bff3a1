import type { CommanderError, Help, Option } from 'commander'
import { type Problem, problem } from '../language/problem.ts'
import type { Lang } from '../language/text.ts'

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

/** What commander writes around our own descriptions, in the reader's language. */
export function helpIn(lang: Lang): Partial<Help> {
  if (lang === 'en') return {}
  return {
    styleTitle: (title) => titles[title] ?? title,
    optionDescription: ({ description, argChoices, defaultValue, long }: Option) => {
      const more = [
        ...(argChoices && long !== '--lang' ? [`可选：${argChoices.join('、')}`] : []),
        ...(defaultValue === undefined ? [] : [`默认：${defaultValue}`]),
      ]
      return more.length > 0 ? `${description}（${more.join('；')}）` : description
    },
  }
}

/** Each sentence of commander in Chinese; `$1` and so on stand for what it names. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^missing required argument '(.*)'$/, '缺少参数 $1'],
  [/^option '(.*)' argument missing$/, '选项 $1 缺少值'],
  [/^required option '(.*)' not specified$/, '缺少必需的选项 $1'],
  [/^unknown option '(.*)'$/, '没有选项 $1'],
  [/^unknown command '(.*)'$/, '没有命令 $1'],
  [
    /^too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+)\.$/,
    '参数过多：应有 $2 个，实有 $3 个',
  ],
  [/^option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/, '选项 $1 的值“$2”不对，可选：$3'],
  [/^option '(.*)' argument '(.*)' is invalid\. (.*)$/, '选项 $1 的值“$2”不对：$3'],
]

/** Wrong use of the command, as commander noticed it, as one problem. */
export function usageProblem(error: CommanderError): Problem {
  const [sentence = '', suggestion] = error.message.replace(/^error: /, '').split('\n')
  const found = sentences.find(([pattern]) => pattern.test(sentence))
  const near = suggestion && /\(Did you mean (?:one of )?(.*)\?\)/.exec(suggestion)?.[1]
  return problem(
    'usage',
    { en: sentence, zh: found ? sentence.replace(...found) : sentence },
    {
      next: near
        ? { zh: `是否想写 ${near}？`, en: `did you mean ${near}?` }
        : { zh: '运行 plumbline help 查看用法', en: 'run plumbline help' },
    },
  )
}
