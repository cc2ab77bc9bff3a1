import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** What a secret is bound to: it opens for this organization, under this name, for these hosts, and not otherwise. */
export interface Bond {
  readonly org: string
  readonly name: string
  readonly hosts: readonly string[]
}

/** Seals texts under the secret of the installation. */
export interface Vault {
  seal(bond: Bond, text: string): Promise<string>
  /** undefined where it was sealed by another installation, or for something else, or was changed */
  open(bond: Bond, sealed: string): Promise<string | undefined>
}

const NONCE = 12
const TAG = 16

/** AES-256-GCM under a key of each organization (HKDF-SHA-256 of the installation's secret), the bond as associated data. */
export function vaultOf(secret: () => Promise<string>): Vault {
  const keyOf = async (org: string) =>
    Buffer.from(hkdfSync('sha256', await secret(), 'plumbline', `secrets of ${org}`, 32))
  const bound = ({ org, name, hosts }: Bond) => Buffer.from(JSON.stringify([org, name, [...hosts].sort()]))
  return {
    seal: async (bond, text) => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', await keyOf(bond.org), nonce).setAAD(bound(bond))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
    },
    open: async (bond, sealed) => {
      const bytes = Buffer.from(sealed, 'base64')
      if (bytes.length < NONCE + TAG) return undefined
      const decipher = createDecipheriv('aes-256-gcm', await keyOf(bond.org), bytes.subarray(0, NONCE), {
        authTagLength: TAG,
      })
      decipher.setAAD(bound(bond)).setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}
