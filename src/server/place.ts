import { join } from 'node:path'

/** Where an installation keeps what it keeps. */
export interface Place {
  /** folder of this machine: the embedded database, local evidence, keys, work in progress */
  readonly folder: string
  /** a PostgreSQL server instead of the embedded one, as `pl_login` */
  readonly databaseUrl?: string
  /** the same as a role that may make roles and schemas; without it nothing is installed */
  readonly installUrl?: string
  /** the secret of the installation in place of its file */
  readonly secret?: string
  /** a store that speaks S3 instead of the folder */
  readonly s3?: {
    readonly url: string
    readonly region: string
    readonly accessKeyId: string
    readonly secretAccessKey: string
  }
}

/** Folders and files of an installation, by what they hold. */
export const folders = {
  database: (folder: string) => join(folder, 'database'),
  evidence: (folder: string) => join(folder, 'evidence'),
  keys: (folder: string) => join(folder, 'keys'),
  checkpoints: (folder: string) => join(folder, 'checkpoints'),
  backups: (folder: string) => join(folder, 'backups'),
  work: (folder: string) => join(folder, 'work'),
  secret: (folder: string) => join(folder, 'secret'),
} as const

/** Reads the place from a folder and an environment such as `process.env`. */
export function placeFrom(folder: string, env: Readonly<Record<string, string | undefined>>): Place {
  const { DATABASE_URL: url, DATABASE_INSTALL_URL: installUrl } = env
  const s3 = env['PLUMBLINE_S3_URL']
  return {
    folder,
    ...(url ? { databaseUrl: url } : {}),
    ...(installUrl ? { installUrl } : {}),
    ...(env['PLUMBLINE_SECRET'] ? { secret: env['PLUMBLINE_SECRET'] } : {}),
    ...(s3
      ? {
          s3: {
            url: s3,
            region: env['PLUMBLINE_S3_REGION'] ?? 'us-east-1',
            accessKeyId: env['PLUMBLINE_S3_ACCESS_KEY_ID'] ?? '',
            secretAccessKey: env['PLUMBLINE_S3_SECRET_ACCESS_KEY'] ?? '',
          },
        }
      : {}),
  }
}
