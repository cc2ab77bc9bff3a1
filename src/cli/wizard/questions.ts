import { done, failed, type Outcome, problem } from '../../language/problem.ts'
import type { Standard } from '../../language/standard.ts'
import type { Text } from '../../language/text.ts'
import { type AskedFact, factsOf, hint } from './facts.ts'
import { askable, choices, readFact, readTruth, type Value, wrong } from './values.ts'

/** One thing to be asked about the object; its key is also its name in a file of answers. */
export interface Question {
  readonly key: string
  readonly text: Text
  /** what may be chosen, by number or by id */
  readonly options: readonly { readonly id: string; readonly title: Text }[]
  readonly expected: string
  /** taken for an empty answer; without it an empty answer means: not known */
  readonly preset?: string
  read(answer: string): Outcome<Value>
}

/** Answers so far by key; null where it is not known. */
export type Answers = ReadonlyMap<string, Value | null>

/** Everything to be asked, given what was answered: which facts are asked follows from the standards chosen first. */
export function questionsFor(standards: readonly Standard[], answers: Answers): readonly Question[] {
  const first = standardsQuestion(standards)
  if (!answers.has(first.key)) return [first]
  return [first, ...general, ...factsOf(chosen(standards, answers)).filter(askable).map(factQuestion)]
}

/** The standards that were chosen, in the order of the library. */
export function chosen(standards: readonly Standard[], answers: Answers): readonly Standard[] {
  const ids = answers.get('standards') ?? standards.map((s) => s.id)
  return standards.filter((s) => ids.includes(s.id))
}

function standardsQuestion(standards: readonly Standard[]): Question {
  const ids = standards.map((s) => s.id)
  return {
    key: 'standards',
    text: {
      zh: '要按哪些标准评价？（逗号分隔）',
      en: 'Which standards is it to be assessed against? (separated by commas)',
    },
    options: standards.map(({ id, title }) => ({ id, title })),
    expected: ids.join(', '),
    preset: ids.join(', '),
    read: (answer) => {
      const words = answer
        .split(/[,，、;；\s]+/)
        .filter(Boolean)
        .map((w) => (/^\d{1,3}$/.test(w) ? ids[Number(w) - 1] : w))
      const known = words.filter((w) => w !== undefined && ids.includes(w)) as string[]
      return known.length === words.length && known.length > 0
        ? done([...new Set(known)])
        : failed(wrong('standards', ids.join(', '), answer))
    },
  }
}

function plain(
  key: string,
  text: Text,
  preset: string | undefined,
  expected: string,
  right: (a: string) => boolean,
): Question {
  return {
    key,
    text,
    options: [],
    expected,
    ...(preset === undefined ? {} : { preset }),
    read: (answer) => (right(answer.trim()) ? done(answer.trim()) : failed(wrong(key, expected, answer))),
  }
}

function plainTruth(key: string, text: Text): Question {
  const expected = 'yes | no'
  return {
    key,
    text,
    options: [],
    expected,
    preset: 'no',
    read: (answer) => {
      const truth = readTruth(answer)
      return truth === undefined ? failed(wrong(key, expected, answer)) : done(truth)
    },
  }
}

const some = (a: string) => a.length > 0 && a.length <= 200

const general: readonly Question[] = [
  plain(
    'id',
    { zh: '服务的编号（英文）', en: 'Id of the service' },
    'my-company/my-service',
    'my-company/my-service',
    (a) => /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/.test(a),
  ),
  plain('title.zh', { zh: '服务的中文名称', en: 'Name of the service in Chinese' }, '我的服务', '1-200', some),
  plain('title.en', { zh: '服务的英文名称', en: 'Name of the service in English' }, 'My service', '1-200', some),
  plain(
    'version',
    { zh: '受测版本（标签、哈希或构建号）', en: 'Version under test (a tag, hash or build)' },
    '1.0',
    '1-200',
    some,
  ),
  plain(
    'endpoint.url',
    { zh: '接口地址（兼容 OpenAI 聊天补全）', en: 'Address of the endpoint (OpenAI chat completions)' },
    'http://127.0.0.1:8089/v1',
    'https://…/v1',
    isAddress,
  ),
  plain('endpoint.model', { zh: '模型名称', en: 'Name of the model' }, 'my-model', '1-200', some),
  {
    key: 'endpoint.apiKeyEnv',
    text: {
      zh: '存放密钥的环境变量的名字（只写名字，不写密钥；不需要密钥就留空）',
      en: 'Name of the environment variable that holds the key (the name, never the key; empty if none is needed)',
    },
    options: [],
    expected: 'MY_SERVICE_KEY',
    // what was typed may be the key itself: it is not said back
    read: (answer) =>
      /^[A-Z_][A-Z0-9_]{0,63}$/.test(answer.trim())
        ? done(answer.trim())
        : failed(
            problem(
              'answer-not-a-name',
              { zh: '这不是环境变量的名字', en: 'This is not the name of an environment variable' },
              {
                place: { path: 'endpoint.apiKeyEnv' },
                expected: 'MY_SERVICE_KEY',
                next: {
                  zh: '不要在这里写密钥；大写字母、数字与下划线',
                  en: 'do not write the key here; capital letters, digits, underscores',
                },
              },
            ),
          ),
  },
  plainTruth('banks', {
    zh: '有自己的题库与关键词库吗？',
    en: 'Do you have question banks and a keyword library of your own?',
  }),
]

function isAddress(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text)
    return /^https?:$/.test(protocol) && username === '' && password === ''
  } catch {
    return false
  }
}

function factQuestion(fact: AskedFact): Question {
  const titles = new Map(fact.levels.map((l) => [l.id, l.title]))
  return {
    key: `facts.${fact.name}`,
    text: Object.keys(fact.title).length > 0 ? fact.title : { en: fact.name },
    options: choices(fact).map((id) => ({ id, title: titles.get(id) ?? {} })),
    expected: hint(fact),
    read: (answer) => readFact(fact, answer),
  }
}
