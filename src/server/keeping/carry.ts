import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Problem, warning } from '../../language/problem.ts'
import type { Manifest } from '../../registry/portable/manifest.ts'
import { folders } from '../place.ts'
import { putFile } from './put-file.ts'

/** Files of an installation that an export carries: checkpoints and public keys, and with accounts the secret and the key that signs. */
export async function filesToCarry(folder: string, accounts: boolean): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {}
  for (const name of ['checkpoints', 'keys'] as const) {
    const entries = await readdir(folders[name](folder), { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const secret = entry.name === 'signing.pem'
      if (entry.isFile() && /^[A-Za-z0-9].*\.(json|pem)$/.test(entry.name) && (accounts || !secret))
        files[`${name}/${entry.name}`] = join(folders[name](folder), entry.name)
    }
  }
  if (accounts && existsSync(folders.secret(folder))) files['secret'] = folders.secret(folder)
  return files
}

/**
 * Puts them down where an installation has none of its own: an identity is not mixed with another. Without the signing key the public ones
 * stay in the export, because a folder that has signed and lost its key makes no new one.
 */
export async function putCarried(from: string, { files }: Manifest, folder: string): Promise<readonly Problem[]> {
  const problems: Problem[] = []
  const keys = files.some(({ file }) => file === 'keys/signing.pem')
  const own = existsSync(folders.keys(folder))
  for (const { file } of files) {
    if (file === 'secret') {
      if (existsSync(folders.secret(folder))) problems.push(secretStays())
      else await putFile(folders.secret(folder), await readFile(join(from, file)))
    } else if (keys && !own) await putFile(join(folder, file), await readFile(join(from, file)))
  }
  if (files.some(({ file }) => file.startsWith('checkpoints/')) && (!keys || own)) problems.push(checkpointsStay(from))
  return problems
}

const secretStays = (): Problem =>
  warning(
    'secret-stays',
    {
      zh: '此处已有服务的密钥，未被替换：导入的用户须重新设置第二因素',
      en: 'The secret of this server stays: second factors of imported people do not work and have to be set up again',
    },
    {},
  )

const checkpointsStay = (from: string): Problem =>
  warning(
    'checkpoints-stay',
    {
      zh: '检查点留在导出的文件夹里：签署它们的密钥不在此处',
      en: 'The checkpoints stay in the export: the key that signed them is not here',
    },
    {
      next: {
        zh: `plumbline audit verify --checkpoints ${from}/checkpoints --trust ${from}/keys/signing.pub.pem`,
        en: `plumbline audit verify --checkpoints ${from}/checkpoints --trust ${from}/keys/signing.pub.pem`,
      },
    },
  )
