import { withoutThoughts } from '../../refusal-judge/prepare.ts'

/** Sentences of one answer that are judged at most; an answer from given material is short. */
const MOST = 40

/** The sentences of an answer, each as it stands, those without a letter or digit left out. */
export function sentencesOf(output: string): string[] {
  const pieces = withoutThoughts(output).match(/[^。！？!?\n]+?(?:[。！？!?\n]|\.(?=\s|$)|$)/g) ?? []
  return pieces
    .map((piece) => piece.trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
    .slice(0, MOST)
}
