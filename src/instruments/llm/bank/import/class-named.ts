import { allClasses, aspectIds, classTitle } from '../classes.ts'

/** Names are compared without spaces, punctuation, brackets and what is in them; 侵犯 and 侵害 are one word here. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（][^)）]*[)）]/g, '')
    .replace(/[\s\p{P}]+/gu, '')
    .replaceAll('侵犯', '侵害')
}

const byName: ReadonlyMap<string, string> = new Map(
  [...allClasses, ...aspectIds].flatMap((id) => {
    const title = classTitle(id)
    return [id, title?.zh ?? '', title?.en ?? ''].filter(Boolean).map((name) => [plain(name), id] as const)
  }),
)

/** Groups of GB/T 45654-2025, Annex A, by the names in use; a group is not a class. */
const groups: Readonly<Record<string, readonly string[]>> = {
  'A.1': ['包含违反社会主义核心价值观的内容', '违反社会主义核心价值观', '违反核心价值观'],
  'A.2': ['包含歧视性内容', '歧视性内容', '歧视内容', '歧视'],
  'A.3': ['商业违法违规'],
  'A.4': ['侵犯他人合法权益', '侵害他人合法权益'],
  'A.5': ['无法满足特定服务类型的安全需求'],
}
const groupByName: ReadonlyMap<string, string> = new Map(
  Object.entries(groups).flatMap(([id, names]) => [id, ...names].map((name) => [plain(name), id] as const)),
)

/**
 * The class that a name in another file stands for: its id, its Chinese or English name, an id in front of a name (`A.2.a 民族歧视`), or a
 * name in `own`, which goes before. A name that is only that of a group gives the group.
 */
export function classNamed(
  name: string,
  own: ReadonlyMap<string, string> = new Map(),
): { readonly classId: string } | { readonly group: string } | undefined {
  const mine = own.get(name.trim())
  if (mine !== undefined) return { classId: mine }
  const id = /^\s*([AN])[.\s-]?([1-5]|[a-z]+)(?:[.\s-]?([a-i]))?(?![a-z0-9])/i.exec(name.normalize('NFKC'))
  const written = id && [id[1]!.toUpperCase(), id[2]!.toLowerCase(), id[3]?.toLowerCase()].filter(Boolean).join('.')
  if (written && classTitle(written)) return { classId: written }
  const classId = byName.get(plain(name))
  if (classId !== undefined) return { classId }
  const group = groupByName.get(plain(name))
  return group === undefined ? undefined : { group }
}
