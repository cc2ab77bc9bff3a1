import { buildStandard } from './assemble/build.ts'
import { canonicalHash } from './canonical.ts'
import { canonicalForm } from './canonical-form.ts'
import { mergeExtended } from './extend.ts'
import type { Library } from './library.ts'
import { done, failed, isError, type Outcome, problem } from './problem.ts'
import { type StandardShape, standardShape } from './shape.ts'
import { shapeProblems } from './shape-problems.ts'
import { plain, readYaml } from './source.ts'
import type { Standard } from './standard.ts'

/** Reads, checks and hashes a standard. Everything wrong with it is reported at once; warnings come with a good one. */
export function loadStandard(name: string, text: string, library: Library = () => undefined): Outcome<Standard> {
  const read = readYaml(name, text)
  if (!read.raw) return failed(...read.problems)
  if (read.raw.kind !== 'map') {
    return failed(
      problem(
        'wrong-kind',
        { zh: '标准文件须是映射', en: 'A standard is a map of fields' },
        { place: { file: name, line: 1, column: 1 } },
      ),
    )
  }
  const merged = mergeExtended(read.raw, name, text, library)
  if (!merged.ok) return merged
  const { raw, files, base } = merged.value
  const parsed = standardShape.safeParse(plain(raw))
  if (!parsed.success) return failed(...shapeProblems(parsed.error.issues, raw))
  const shape = parsed.data as StandardShape
  const { built, problems } = buildStandard(shape, raw)
  if (problems.some(isError)) return failed(...problems)
  const form = canonicalForm(shape) as Standard['form']
  return done({ ...built, files, form, hash: canonicalHash(form), ...(base ? { extends: base } : {}) }, problems)
}

/** The same from texts that lie together: the standard's own first, then those of the standards that it extends, each by its name (`id/standard.yaml`). */
export function loadFiles(files: readonly (readonly [name: string, text: string])[]): Outcome<Standard> {
  const [entry, ...bases] = files
  const texts = new Map(bases)
  return loadStandard(entry?.[0] ?? 'standard.yaml', entry?.[1] ?? '', (reference) => {
    const name = `${reference.split('@')[0]}/standard.yaml`
    const text = texts.get(name)
    return text === undefined ? undefined : { name, text }
  })
}
