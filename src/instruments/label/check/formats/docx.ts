import { unzipSync } from 'fflate'
import { type Entry, MAX_TEXT, type Reading, textOf } from './reading.ts'
import { xmlTree } from './xmp.ts'

const CUSTOM = 'docProps/custom.xml'
const CORE = 'docProps/core.xml'

/** Custom and core properties of a DOCX (ISO/IEC 29500). Only these two parts are unpacked, and only up to 1 MiB each. */
export function readDocx(bytes: Uint8Array): Reading {
  let parts: Readonly<Record<string, Uint8Array>>
  let document = false
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        document ||= name.startsWith('word/')
        return (name === CUSTOM || name === CORE) && originalSize <= MAX_TEXT
      },
    })
  } catch {
    return { entries: [], intact: false }
  }
  return { entries: [...custom(parts[CUSTOM]), ...core(parts[CORE])], intact: document }
}

function custom(part: Uint8Array | undefined): Entry[] {
  const properties = field(part && xmlTree(textOf(part)), 'Properties')
  const list = field(properties, 'property')
  return (Array.isArray(list) ? list : [list]).flatMap((property) => {
    const key = field(property, '@name')
    const value = Object.entries(property ?? {}).find(([name]) => !name.startsWith('@') && name !== '#text')?.[1]
    return typeof key === 'string' && typeof value === 'string' ? [{ place: 'docx:custom', key, value }] : []
  })
}

function core(part: Uint8Array | undefined): Entry[] {
  const properties = field(part && xmlTree(textOf(part)), 'coreProperties')
  return Object.entries(properties ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' && !name.startsWith('@') ? [{ place: 'docx:core', key: name, value }] : [],
  )
}

/** A member by its name without the namespace prefix. */
function field(node: unknown, name: string): object | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  const found = Object.entries(node).find(([key]) => key === name || key.endsWith(`:${name}`))
  return found?.[1] as object | undefined
}
