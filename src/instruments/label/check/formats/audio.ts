import type { Source } from '../source.ts'
import { id3Entries, id3Length } from './id3.ts'
import { type Entry, latin1, MAX_TEXT, type Reading, textOf, view } from './reading.ts'
import { riffChunks, riffFile } from './riff.ts'
import { xmpEntries } from './xmp.ts'

/** The ID3v2 tag of an MP3 file. */
export async function readMp3(source: Source): Promise<Reading> {
  const length = await id3Length(source, 0)
  return { entries: await id3Entries(source, 0, length), intact: length <= source.size }
}

/** INFO list, ID3 and XMP chunks of a WAV file, and its duration. */
export async function readWav(source: Source): Promise<Reading> {
  const { chunks, intact } = await riffFile(source)
  const entries: Entry[] = []
  let bytesPerSecond = 0
  let dataBytes = 0
  for (const { id, at, length } of chunks) {
    if (id === 'fmt ' && length >= 16) bytesPerSecond = view(await source.at(at, 16)).getUint32(8, true)
    if (id === 'data') dataBytes = length
    if (id.toLowerCase() === 'id3 ') entries.push(...(await id3Entries(source, at, length)))
    if (id === '_PMX' && length <= MAX_TEXT) entries.push(...xmpEntries(textOf(await source.at(at, length))))
    if (id === 'LIST' && latin1(await source.at(at, 4)) === 'INFO') {
      for (const info of (await riffChunks(source, at + 4, at + length)).chunks)
        if (info.length <= MAX_TEXT)
          entries.push({
            place: 'riff:INFO',
            key: info.id.trim(),
            value: textOf(await source.at(info.at, info.length)),
          })
    }
  }
  return { entries, intact, ...(bytesPerSecond > 0 && dataBytes > 0 ? { seconds: dataBytes / bytesPerSecond } : {}) }
}
