import { createRoute } from '@tanstack/react-router'
import { type ImportKind, importKinds } from '../../../electron/contract/imports.ts'
import { page, rootRoute } from '../../app/rootRoute.tsx'
import { type ListSearch, listSearch } from '../../ui/listState.ts'

const history = listSearch('imports')

/** The kind of workbook and what the batch history shows. */
function importsSearch(raw: Record<string, unknown>): ListSearch<'imports'> & { kind?: ImportKind } {
  const kind = importKinds.find((one) => one === raw.kind)
  return { ...history(raw), ...(kind && { kind }) }
}

const imports = createRoute({
  getParentRoute: () => rootRoute,
  path: '/imports',
  validateSearch: importsSearch,
  component: page(() => import('./ImportsPage.tsx'), 'ImportsPage'),
})

export const importsRoutes = [imports]
