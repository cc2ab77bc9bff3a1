import type { z } from 'zod'
import { nearestName } from './names.ts'
import { type Problem, problem } from './problem.ts'
import { find, placeOf, type Raw } from './source.ts'

type Issue = z.core.$ZodIssue

/** Turns what the shape check found into problems with places, expected, got and the nearest valid key. */
export function shapeProblems(issues: readonly Issue[], raw: Raw): Problem[] {
  return issues.flatMap((issue) => one(issue, [], raw))
}

function one(issue: Issue, before: readonly PropertyKey[], raw: Raw): Problem[] {
  const path = [...before, ...issue.path]
  const here = find(raw, path)
  const place = { ...placeOf(here.at), path: path.join('.') }
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = issue.message?.startsWith('keys:') ? issue.message.slice(5).split(' ') : []
      return issue.keys.map((key) => {
        const at = here.kind === 'map' ? here.keys.get(key) : undefined
        const near = nearestName(key, allowed)
        return problem(
          'unknown-field',
          { zh: `没有名为“${key}”的字段`, en: `There is no field named "${key}" here` },
          {
            place: { ...(at ? placeOf(at) : place), path: [...path, key].join('.') },
            expected: allowed.join(', '),
            got: key,
            next: near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined,
          },
        )
      })
    }
    case 'invalid_union': {
      const branch = bestBranch(issue.errors, here)
      return branch.length > 0 ? branch.flatMap((i) => one(i, path, raw)) : [wrongKind(issue, place, here)]
    }
    case 'invalid_value':
      return [
        problem(
          'unknown-word',
          { zh: '不是允许的词', en: 'This is not one of the words allowed here' },
          {
            place,
            expected: issue.values.map(String).join(', '),
            got: here.kind === 'text' ? here.text : here.kind,
            next: hint(here, issue.values.map(String)),
          },
        ),
      ]
    case 'invalid_type':
      if (here.kind === 'map' && path.length > 0 && !here.entries.has(String(path.at(-1)))) {
        const missing = String(path.at(-1))
        return [
          problem(
            'missing-field',
            { zh: `缺少字段“${missing}”`, en: `The field "${missing}" is missing` },
            { place: { ...placeOf(here.at), path: path.join('.') }, expected: missing },
          ),
        ]
      }
      return [wrongKind(issue, place, here)]
    default:
      return [
        problem(
          'wrong-shape',
          { zh: '此处的写法不对', en: `This is not written as it should be: ${issue.message}` },
          { place },
        ),
      ]
  }
}

function wrongKind(issue: Issue, place: Problem['place'], here: Raw): Problem {
  const expected = issue.code === 'invalid_type' ? kindName(issue.expected) : undefined
  return problem(
    'wrong-kind',
    { zh: '此处的值种类不对', en: 'This is the wrong kind of value' },
    { place, expected, got: here.kind === 'text' ? `text "${here.text}"` : here.kind },
  )
}

function kindName(zodName: string): string {
  return { string: 'text', array: 'list', object: 'map', record: 'map', tuple: 'list' }[zodName] ?? zodName
}

function hint(here: Raw, valid: readonly string[]) {
  const near = here.kind === 'text' ? nearestName(here.text, valid) : undefined
  return near ? { zh: `是否想写“${near}”？`, en: `did you mean "${near}"?` } : undefined
}

/** Of the branches of a union, the one meant: same kind of value as written, and fewest issues. */
function bestBranch(branches: readonly (readonly Issue[])[], here: Raw): readonly Issue[] {
  const wrongAtTop = (b: readonly Issue[]) => b.some((i) => i.path.length === 0 && i.code === 'invalid_type')
  const fitting = branches.filter((b) => !wrongAtTop(b))
  const words =
    here.kind === 'text' ? branches.flatMap((b) => b.flatMap((i) => (i.code === 'invalid_value' ? i.values : []))) : []
  if (words.length > 0)
    return [{ code: 'invalid_value', values: words, path: [], message: '', input: undefined } as Issue]
  return [...fitting].sort((a, b) => a.length - b.length)[0] ?? []
}
