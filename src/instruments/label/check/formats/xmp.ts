import { XMLParser } from 'fast-xml-parser'
import { type Entry, MAX_TEXT } from './reading.ts'

type Node = { readonly [name: string]: unknown }

/** XML as a tree of names; undefined for what is no XML, nests more than 100 deep, declares entities, or is longer than 1 MiB. */
export function xmlTree(text: string): Node | undefined {
  if (text.length > MAX_TEXT || /<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined
  try {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      parseTagValue: false,
      parseAttributeValue: false,
      maxNestedTags: 100,
    })
    const tree: unknown = parser.parse(text)
    return isNode(tree) ? tree : undefined
  } catch {
    return undefined
  }
}

/**
 * Properties named AIGC in any namespace (`TC260:AIGC` and its like), as attribute, as element, or as a structure whose fields
 * are elements or attributes (ISO 16684-1).
 */
export function xmpEntries(xmp: string): Entry[] {
  const tree = xmlTree(xmp)
  const entries: Entry[] = []
  if (tree) walk(tree, entries)
  return entries
}

function walk(node: Node, entries: Entry[]): void {
  for (const [name, value] of Object.entries(node)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const key = name.replace(/^@/, '')
      if (localName(key).toLowerCase() === 'aigc') entries.push({ place: 'xmp', key, value: propertyText(one) })
      else if (isNode(one)) walk(one, entries)
    }
  }
}

/** Text of a property; a structure becomes JSON of its fields. */
function propertyText(value: unknown): string {
  if (!isNode(value)) return String(value ?? '')
  const inner = Object.entries(value).filter(([k]) => !k.startsWith('@'))
  const [only] = inner
  if (inner.length === 1 && only) {
    const name = localName(only[0])
    if (name === '#text') return String(only[1])
    if (['Description', 'Alt', 'Seq', 'Bag', 'li'].includes(name)) return propertyText(only[1])
  }
  const fields = Object.entries(value)
    .filter(([k, v]) => !isNode(v) && !k.startsWith('@rdf:') && !k.startsWith('@xml') && k !== '#text')
    .map(([k, v]) => [localName(k.replace(/^@/, '')), String(v)])
  return JSON.stringify(Object.fromEntries(fields))
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null
}
