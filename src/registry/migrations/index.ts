import type { Migration } from '../migrate.ts'
import { registryMigration } from './0001-registry.ts'
import { jobsMigration } from './0002-jobs.ts'
import { signInMigration } from './0003-sign-in.ts'
import { keepingMigration } from './0004-keeping.ts'
import { oversightMigration } from './0005-oversight.ts'
import { secretsMigration } from './0006-secrets.ts'
import { reviewSheetsMigration } from './0007-review-sheets.ts'
import { noticesMigration } from './0008-notices.ts'
import { projectsMigration } from './0009-projects.ts'
import { draftsMigration } from './0010-drafts.ts'
import { backTestsMigration } from './0011-back-tests.ts'
import { industryMigration } from './0012-industry.ts'

/** In the order in which they are applied; one is added, none is edited. */
export const migrations: readonly Migration[] = [
  registryMigration,
  jobsMigration,
  signInMigration,
  keepingMigration,
  oversightMigration,
  secretsMigration,
  reviewSheetsMigration,
  noticesMigration,
  projectsMigration,
  draftsMigration,
  backTestsMigration,
  industryMigration,
]
