import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** The example of labelled files, as somebody would assess it. */
export const example = resolve('examples/labelled-outputs')

/** Its description as of a version, with two things left for the questionnaire. */
export const subject = (version: string): string =>
  readFileSync(`${example}/subject.yaml`, 'utf8')
    .split('\n')
    .filter((line) => !/^ +(D4|filing):/.test(line))
    .join('\n')
    .replace('"2026.11"', `"${version}"`)

/** A list of its files that are labelled as they should be, enough of each kind to be sure. */
export function goodFiles(): string {
  const good = readFileSync(`${example}/outputs/list.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => /"(picture-1|sound-1|text-1|note-1)"/.test(line))
    .map((line) => JSON.parse(line) as { id: string; file: string })
  return good
    .flatMap((one) =>
      Array.from({ length: 80 }, (_, n) =>
        JSON.stringify({ ...one, id: `${one.id}-${n}`, file: `outputs/${one.file}` }),
      ),
    )
    .join('\n')
}
