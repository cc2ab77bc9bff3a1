import { sha256Hex } from '../../language/canonical.ts'
import { type Problem, problem } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'
import { byCodeUnit } from '../bytes.ts'
import { readShaped } from '../json-file.ts'
import { manifestShape, names, subjectShape } from '../layout.ts'
import type { Statement } from '../statement.ts'
import { fileOf } from './missing.ts'
import type { Files } from './parts.ts'
import { failedStep, passed, type StepReport } from './steps.ts'

/** The files are exactly the subjects of the statement, each with its digest, and the statement's own summary names them rightly. */
export function checkFiles(files: Files, statement: Statement): StepReport {
  const problems = [
    ...againstSubjects(files, statement),
    ...againstManifest(files),
    ...blobProblems(files),
    ...againstPredicate(files, statement),
  ]
  return problems.length > 0 ? failedStep('files', problems) : passed('files')
}

function againstSubjects(files: Files, statement: Statement): Problem[] {
  const signed = new Map(statement.subject.map((s) => [s.name, s.digest.sha256]))
  const problems: Problem[] = []
  const inOrder = statement.subject.every((s, i, all) => i === 0 || byCodeUnit(all[i - 1]!.name, s.name) < 0)
  if (!inOrder) problems.push(say('statement-subjects', names.envelope))
  const every = [...new Set([...signed.keys(), ...files.keys()])].filter((n) => n !== names.envelope).sort(byCodeUnit)
  for (const name of every) {
    const bytes = files.get(name)
    const digest = signed.get(name)
    if (!bytes) problems.push(say('file-missing', name))
    else if (digest === undefined) problems.push(say('file-unsigned', name))
    else if (sha256Hex(bytes) !== digest) problems.push(say('file-changed', name, digest, sha256Hex(bytes)))
  }
  if (signed.has(names.envelope)) problems.push(say('statement-subjects', names.envelope))
  return problems
}

function againstManifest(files: Files): Problem[] {
  const bytes = fileOf(files, names.manifest)
  const manifest = bytes.ok ? readShaped(bytes.value, names.manifest, manifestShape) : bytes
  if (!manifest.ok) return [...manifest.problems]
  const present = [...files.keys()].filter((n) => n !== names.manifest && n !== names.envelope).sort(byCodeUnit)
  const same = present.length === manifest.value.files.length && present.every((n, i) => n === manifest.value.files[i])
  return same ? [] : [say('manifest-files', names.manifest)]
}

/** A blob of evidence is named by its hash; results refer to it by that name. */
function blobProblems(files: Files): Problem[] {
  return [...files]
    .filter(([name, bytes]) => name.startsWith('evidence/') && name !== names.blob(sha256Hex(bytes)))
    .map(([name, bytes]) => say('blob-name', name, names.blob(sha256Hex(bytes)), name))
}

function againstPredicate(files: Files, { predicate }: Statement): Problem[] {
  const problems: Problem[] = []
  const judgement = fileOf(files, names.judgement)
  if (!judgement.ok) problems.push(...judgement.problems)
  else if (sha256Hex(judgement.value) !== predicate.judgement.sha256)
    problems.push(say('statement-judgement', names.judgement, predicate.judgement.sha256, sha256Hex(judgement.value)))
  const subjectBytes = fileOf(files, names.subject)
  const subject = subjectBytes.ok ? readShaped(subjectBytes.value, names.subject, subjectShape) : subjectBytes
  if (!subject.ok) return [...problems, ...subject.problems]
  const { id, version } = predicate.subject
  if (subject.value.id !== id) problems.push(say('statement-subject', names.subject, id, subject.value.id))
  if (subject.value.version !== version)
    problems.push(say('statement-subject', names.subject, version, subject.value.version))
  return problems
}

const texts = {
  'statement-subjects': {
    zh: '声明的文件清单未排序、有重复或列出了信封自身',
    en: 'the list of files in the statement is not sorted, repeats one, or lists the envelope itself',
  },
  'file-missing': { zh: '签署过的文件不在报告包里', en: 'a file that was signed is not in the bundle' },
  'file-unsigned': { zh: '报告包里有未经签署的文件', en: 'the bundle holds a file that was not signed' },
  'file-changed': { zh: '文件在签署之后被改动', en: 'the file was changed after signing' },
  'manifest-files': {
    zh: '清单列出的文件与报告包里的不一致',
    en: 'the manifest lists other files than the bundle holds',
  },
  'blob-name': {
    zh: '证据文件的名称不是其内容的哈希',
    en: 'a file of evidence is not named by the hash of its content',
  },
  'statement-judgement': {
    zh: '声明所指的判定不是报告包里的判定',
    en: 'the statement is about another judgement than the bundle holds',
  },
  'statement-subject': {
    zh: '声明所指的对象不是报告包里的对象',
    en: 'the statement is about another subject than the bundle holds',
  },
} as const satisfies Record<string, Text>

function say(code: keyof typeof texts, file: string, expected?: string, got?: string): Problem {
  return problem(code, texts[code], { place: { file }, expected, got })
}
