import { type Problem, type ProblemDetails, problem } from '../../language/problem.ts'
import type { Text } from '../../language/text.ts'

const restore: Text = {
  zh: '从备份恢复密钥文件；若已无法恢复，用 --new-identity 以新身份继续，并把新公钥告知报告的读者',
  en: 'restore the key file from a backup; if that is impossible, go on with --new-identity and tell the readers of your reports the new public key',
}

const meaning: Text = {
  zh: '以前的报告仍可用其公钥核验；但新的签名将出自另一个身份',
  en: 'reports signed before still verify with their public key, but new ones would be signed by another identity',
}

const texts = {
  'key-file-missing': { text: { zh: '没有签名密钥文件', en: 'there is no signing key file' } },
  'key-readable-by-others': {
    text: { zh: '签名密钥可被他人读取，因此不使用', en: 'others can read the signing key, so it is not used' },
  },
  'key-folder-open': {
    text: { zh: '密钥文件夹对他人开放，因此不使用', en: 'the keys folder is open to others, so it is not used' },
  },
  'key-folder-unusable': {
    text: { zh: '密钥文件夹或文件无法读写', en: 'the keys folder or a file in it cannot be used' },
    next: {
      zh: '检查权限与磁盘空间，或用 PLUMBLINE_HOME 指定本机磁盘上的另一个文件夹',
      en: 'check permissions and disk space, or name another folder on a local disk with PLUMBLINE_HOME',
    },
  },
  'key-corrupt': {
    text: {
      zh: `签名密钥文件已损坏，无法读取。${meaning.zh}`,
      en: `the signing key file is damaged and cannot be read; ${meaning.en}`,
    },
    next: restore,
  },
  'key-encrypted': {
    text: { zh: '签名密钥文件设有口令', en: 'the signing key file is protected by a passphrase' },
    next: {
      zh: '改用未加密的 PKCS#8 PEM 文件，权限 0600',
      en: 'use an unencrypted PKCS#8 PEM file with mode 0600',
    },
  },
  'key-not-ed25519': {
    text: { zh: '签名密钥不是 Ed25519 密钥', en: 'the signing key is not an Ed25519 key' },
    next: { zh: '生成：openssl genpkey -algorithm ed25519', en: 'make one: openssl genpkey -algorithm ed25519' },
  },
  'key-lost': {
    text: {
      zh: `签名密钥文件不见了，而这里曾用另一密钥签署。${meaning.zh}`,
      en: `the signing key file is gone, and another key has signed here before; ${meaning.en}`,
    },
    next: restore,
  },
  'key-pair-mismatch': {
    text: {
      zh: '旁边的公钥不属于此私钥：其中之一被替换过',
      en: 'the public key beside the private key does not belong to it: one of them was replaced',
    },
    next: restore,
  },
  'known-keys-corrupt': {
    text: {
      zh: '已知密钥清单已损坏，无法判断以前由谁签署',
      en: 'the list of known keys is damaged, so it is not known who signed here before',
    },
    next: {
      zh: '从备份恢复该文件；若确认无需保留，将其移走',
      en: 'restore the file from a backup; if it is certain that it is not needed, move it away',
    },
  },
} as const satisfies Record<string, { text: Text; next?: Text }>

/** `path` is the file or folder. What is in a key file never gets into a message. */
export function keyProblem(code: keyof typeof texts, path: string, details: ProblemDetails = {}): Problem {
  const { text, ...usual } = texts[code]
  return problem(code, text, { ...usual, ...details, place: { file: path } })
}
