import type { Identifier } from './identifier.ts'
import { parseIdentifier } from './parse.ts'

/**
 * What stands in the number column of a catalogue: a number, in whatever state of its document; else a project by its title (DB31项目 …), else
 * what is known by a name and perhaps a version. Never fails: a catalogue keeps what its sources say.
 */
export function identifierOfRow(text: string): Identifier {
  const parsed = parseIdentifier(text, { undated: true })
  if (parsed.ok) return parsed.value
  const project = /^(\S*?)项目 (.+)$/.exec(text)
  if (project) return { scheme: 'project', issuer: project[1]!, number: project[2]! }
  const versioned = /^(.+) (\d[\d./]*)$/.exec(text)
  if (versioned) return { scheme: 'named', issuer: versioned[1]!, version: versioned[2]! }
  return { scheme: 'named', issuer: text }
}
