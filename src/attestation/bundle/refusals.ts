import { type Problem, problem } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'

const askAgain: Text = {
  zh: '请重新下载，或向出具机构重新索取',
  en: 'download it again, or ask the issuing body for it again',
}
const doNotTrust: Text = {
  zh: '请勿用其他工具解压此文件；向出具机构核实来源',
  en: 'do not unpack this file with other tools; ask the issuing body where it comes from',
}
const useOriginal: Text = { zh: '请使用原始的 .plumb 文件', en: 'use the original .plumb file' }

/** Every reason why a container is not read. One reason, one code. */
export const refusals = {
  'bundle-too-large': [{ zh: '文件超过允许的大小', en: 'the file is larger than allowed' }],
  'bundle-not-zip': [{ zh: '这不是报告包，或文件被截断', en: 'this is not a bundle, or it was cut short' }, askAgain],
  'bundle-damaged': [
    {
      zh: '文件与封记的哈希不符：在传输或存储中损坏，或被改动',
      en: 'the file does not fit the hash it was sealed with: it was damaged on the way, or changed',
    },
    askAgain,
  ],
  'bundle-repacked': [
    {
      zh: '此 ZIP 不是本工具写出的原件：被其他工具重新打包或改写过',
      en: 'this ZIP is not as Plumbline writes it: another tool packed it again or rewrote it',
    },
    useOriginal,
  ],
  'bundle-trailing-bytes': [
    { zh: '文件末尾之后还有多余的数据', en: 'there is data after the end of the bundle' },
    doNotTrust,
  ],
  'bundle-leading-bytes': [
    { zh: '文件开头有多余的数据', en: 'there is data before the start of the bundle' },
    doNotTrust,
  ],
  'bundle-gap': [
    { zh: '条目之间藏有目录没有列出的数据', en: 'there is data between the entries that the directory does not list' },
    doNotTrust,
  ],
  'bundle-overlap': [{ zh: '条目互相重叠', en: 'entries overlap' }, doNotTrust],
  'bundle-zip64': [{ zh: '不支持 ZIP64 或分卷的 ZIP', en: 'ZIP64 and split archives are not taken' }, useOriginal],
  'bundle-too-many-entries': [{ zh: '条目数超过上限', en: 'there are more entries than allowed' }],
  'bundle-directory-broken': [{ zh: 'ZIP 目录已损坏', en: 'the directory of the ZIP is broken' }, askAgain],
  'bundle-header-mismatch': [
    {
      zh: '条目自身的头与目录中的记载不一致',
      en: 'an entry says something else of itself than the directory says of it',
    },
    doNotTrust,
  ],
  'bundle-encrypted': [
    { zh: '条目已加密，无法公开核验', en: 'an entry is encrypted and cannot be verified by anyone' },
    useOriginal,
  ],
  'bundle-method': [{ zh: '未知的压缩方法', en: 'unknown compression method' }, useOriginal],
  'bundle-symlink': [{ zh: '条目是符号链接', en: 'an entry is a symbolic link' }, doNotTrust],
  'bundle-folder-entry': [
    { zh: '条目是目录；报告包里只有文件', en: 'an entry is a folder; a bundle holds files only' },
    useOriginal,
  ],
  'bundle-name-empty': [{ zh: '条目没有名称', en: 'an entry has no name' }, doNotTrust],
  'bundle-name-long': [{ zh: '条目名称过长', en: 'the name of an entry is too long' }],
  'bundle-name-encoding': [
    { zh: '条目名称不是规范的 UTF-8', en: 'the name of an entry is not plain UTF-8 (NFC)' },
    useOriginal,
  ],
  'bundle-name-traversal': [
    {
      zh: '条目名称含有“.”或“..”，会指到文件夹之外',
      en: 'the name of an entry holds "." or ".." and would lead out of its folder',
    },
    doNotTrust,
  ],
  'bundle-name-absolute': [{ zh: '条目名称是绝对路径', en: 'the name of an entry is an absolute path' }, doNotTrust],
  'bundle-name-backslash': [{ zh: '条目名称含有反斜杠', en: 'the name of an entry holds a backslash' }, doNotTrust],
  'bundle-name-drive': [
    { zh: '条目名称带有盘符或冒号', en: 'the name of an entry holds a drive letter or a colon' },
    doNotTrust,
  ],
  'bundle-name-nul': [{ zh: '条目名称含有 NUL 字符', en: 'the name of an entry holds a NUL character' }, doNotTrust],
  'bundle-name-reserved': [
    {
      zh: '条目名称含有某些系统不允许的字符或保留名',
      en: 'the name of an entry holds characters or words that some systems reserve',
    },
    doNotTrust,
  ],
  'bundle-name-duplicate': [{ zh: '两个条目同名', en: 'two entries have the same name' }, doNotTrust],
  'bundle-name-case': [
    { zh: '两个条目的名称只差大小写', en: 'the names of two entries differ only in case' },
    doNotTrust,
  ],
  'bundle-name-conflict': [{ zh: '一个名称既是文件又是文件夹', en: 'a name is both a file and a folder' }, doNotTrust],
  'bundle-entry-too-large': [{ zh: '条目解压后超过上限', en: 'an entry unpacks to more than allowed' }, doNotTrust],
  'bundle-total-too-large': [
    { zh: '全部条目解压后超过上限', en: 'the entries together unpack to more than allowed' },
    doNotTrust,
  ],
  'bundle-size-lie': [
    { zh: '条目解压后的大小与所称的不符', en: 'an entry unpacks to another size than it says' },
    doNotTrust,
  ],
  'bundle-inflate': [{ zh: '条目的压缩数据已损坏', en: 'the compressed data of an entry is broken' }, askAgain],
  'bundle-deflate-tail': [
    { zh: '压缩数据结束之后藏有多余的字节', en: 'there are bytes hidden behind the end of the compressed data' },
    doNotTrust,
  ],
  'bundle-crc': [{ zh: '条目的校验和（CRC-32）不符', en: 'the checksum (CRC-32) of an entry does not fit' }, askAgain],
} as const satisfies Record<string, readonly [Text] | readonly [Text, Text]>

export type RefusalCode = keyof typeof refusals

/** `entry` is the name of the entry, made safe to print. */
export function refuse(
  code: RefusalCode,
  entry?: string,
  numbers: { expected?: string | number; got?: string | number } = {},
): Problem {
  const [text, next] = refusals[code] as readonly [Text, Text?]
  return problem(code, text, {
    place: entry === undefined ? undefined : { file: printable(entry) },
    expected: numbers.expected?.toString(),
    got: numbers.got?.toString(),
    next,
  })
}

function printable(name: string): string {
  return [...name.slice(0, 200)]
    .map((c) => (/[\p{C}]/u.test(c) ? `\\u{${c.codePointAt(0)!.toString(16)}}` : c))
    .join('')
}
