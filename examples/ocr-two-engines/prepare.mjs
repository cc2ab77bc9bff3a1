/* Copies the images of ../ocr-line-reading here, because a subject reads nothing outside its folder, and picks the lines to corrupt. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('./', import.meta.url))
const source = fileURLToPath(new URL('../ocr-line-reading/', import.meta.url))
cpSync(`${source}images`, `${here}images`, { recursive: true })
cpSync(`${source}lines.jsonl`, `${here}lines.jsonl`)
const lines = readFileSync(`${source}lines.jsonl`, 'utf8').trimEnd().split('\n')
const clean = lines.filter((line) => JSON.parse(line).condition === 'clean')
writeFileSync(`${here}clean.jsonl`, clean.map((line) => `${line}\n`).join(''))
console.log(`${lines.length} lines, ${clean.length} of them clean`)
