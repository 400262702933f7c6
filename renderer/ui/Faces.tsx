import { Button, Center, Loader, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconLock, IconMoodEmpty, IconPlugConnectedX, IconSearchOff } from '@tabler/icons-react'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText, kindOf } from '../api/errors.ts'

/** The faces of a page that has nothing to show yet, nothing to show at all, or must not show it. */

interface FaceProps {
  readonly icon: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly color?: string
  readonly fullPage?: boolean | undefined
  readonly role?: 'alert' | 'status'
}

function Face({ icon, title, children, color = 'gray', fullPage, role = 'status' }: FaceProps) {
  return (
    <Center mih={fullPage ? '100dvh' : 200} p="xl" role={role}>
      <Stack align="center" gap="xs" maw={460}>
        <ThemeIcon variant="light" color={color} size={44} radius="xl">
          {icon}
        </ThemeIcon>
        <Text fw={600} ta="center">
          {title}
        </Text>
        {children}
      </Stack>
    </Center>
  )
}

/** Shown only when an answer takes long enough to be noticed, so that nothing flickers. */
export function LoadingFace({ fullPage }: { readonly fullPage?: boolean }): ReactNode {
  const { t } = useTranslation()
  return (
    <Center mih={fullPage ? '100dvh' : 200} role="status" className="late">
      <Loader size="sm" aria-label={t('common:faces.loading')} />
    </Center>
  )
}

/** Rows of grey where rows will be. */
export function LoadingRows({ rows = 12 }: { readonly rows?: number }): ReactNode {
  const { t } = useTranslation()
  return (
    <Stack gap={9} p="sm" className="late" role="status" aria-label={t('common:faces.loading')}>
      {Array.from({ length: rows }, (_, index) => index).map((index) => (
        <Skeleton key={index} height={20} radius="sm" />
      ))}
    </Stack>
  )
}

/** Nothing there: says so, and what can be done about it. */
export function EmptyFace(props: { readonly title?: string; readonly children?: ReactNode }): ReactNode {
  const { t } = useTranslation()
  return (
    <Face icon={<IconMoodEmpty size={24} />} title={props.title ?? t('common:faces.empty')}>
      {props.children}
    </Face>
  )
}

export function NotFoundFace(): ReactNode {
  const { t } = useTranslation()
  return <Face icon={<IconSearchOff size={24} />} title={t('common:faces.notFound')} />
}

export function NoPermissionFace(): ReactNode {
  const { t } = useTranslation()
  return (
    <Face icon={<IconLock size={24} />} title={t('common:faces.noPermission')} color="orange">
      <Text size="sm" c="dimmed" ta="center">
        {t('common:faces.noPermissionHint')}
      </Text>
    </Face>
  )
}

/** What went wrong, in words, and another try. Chooses the no-permission face by itself. */
export function ErrorFace(props: {
  readonly error: unknown
  readonly onRetry?: () => void
  readonly fullPage?: boolean
}): ReactNode {
  const { t } = useTranslation()
  const kind = kindOf(props.error)
  if (kind === 'no-permission') return <NoPermissionFace />
  return (
    <Face
      icon={kind === 'lost' ? <IconPlugConnectedX size={24} /> : <IconAlertTriangle size={24} />}
      title={t(kind === 'refused' ? 'common:faces.refused' : 'common:faces.error')}
      color="red"
      fullPage={props.fullPage}
      role="alert"
    >
      <Text size="sm" c="dimmed" ta="center">
        {errorText(props.error)}
      </Text>
      {props.onRetry && (
        <Button variant="default" onClick={props.onRetry}>
          {t('common:retry')}
        </Button>
      )}
    </Face>
  )
}

/** A card's content once it is there, and the right face until then. Old content stays while it is asked for again. */
export function Loaded<Data>(props: {
  readonly query: Pick<UseQueryResult<Data, unknown>, 'data' | 'error' | 'refetch'>
  readonly loading?: ReactNode
  readonly children: (data: Data) => ReactNode
}): ReactNode {
  const { data, error, refetch } = props.query
  if (data !== undefined) return props.children(data)
  if (error) return <ErrorFace error={error} onRetry={() => void refetch()} />
  return props.loading ?? <LoadingRows rows={8} />
}
