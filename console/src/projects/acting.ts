import { useQueryClient } from '@tanstack/react-query'
import { ask } from '../api/client.ts'
import type { Deed, LifeRole, Project } from '../api/types.ts'
import { useDoing } from '../ui/doing.ts'
import { useWords } from '../words/words.ts'

export interface Acting {
  readonly role: LifeRole
  readonly deed: Deed
  readonly valid?: string
}

/** Writes an act down; another that was written in between refuses it, and the page is read again. */
export function useAct(of: Pick<Project, 'id' | 'acts'>, done?: () => void) {
  const { t } = useWords()
  const queries = useQueryClient()
  return useDoing(
    async (given: Acting, key) => {
      try {
        return await ask('POST /projects/:id/acts', { params: { id: of.id }, body: { ...given, seen: of.acts }, key })
      } catch (error) {
        void queries.invalidateQueries({ queryKey: ['projects'] })
        throw error
      }
    },
    { touches: [['projects']], says: t('projects/written'), ...(done ? { done } : {}) },
  )
}
