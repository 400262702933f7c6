import { Badge, Button, Drawer, Group, Paper, Stack, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftVersion, EditedChapter } from '../../../electron/contract/drafts.ts'
import { orpc } from '../../api/client.ts'
import { EmptyFace, Loaded } from '../../ui/Faces.tsx'
import { useWrite } from '../../ui/write.ts'
import { ChapterLines } from './ChapterView.tsx'
import classes from './draft.module.css'
import type { DraftInput } from './draftInput.ts'

interface VersionsProps {
  readonly chapter: EditedChapter
  readonly input: DraftInput
  readonly mayEdit: boolean
  readonly onClose: () => void
}

/** Everything a chapter has ever been, to look at and to take back. */
export function VersionsDrawer({ opened, ...props }: VersionsProps & { readonly opened: boolean }) {
  const { t } = useTranslation()
  return (
    <Drawer
      opened={opened}
      onClose={props.onClose}
      position="right"
      size="lg"
      title={t('drafts:versionsOf', { title: props.chapter.title })}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {opened && <Versions {...props} />}
    </Drawer>
  )
}

function Versions({ chapter, input, mayEdit, onClose }: VersionsProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<number>()
  const of = { ...input, chapter: chapter.chapter }
  const query = useQuery(orpc.drafts.versions.queryOptions({ input: of }))
  const takeBack = useWrite(orpc.drafts.takeBack, {
    done: ({ number }) => t('drafts:takenBack', { number }),
    onDone: onClose,
  })
  return (
    <Loaded query={query}>
      {(versions) =>
        versions.length === 0 ? (
          <EmptyFace title={t('drafts:noVersions')} />
        ) : (
          <Stack gap={8}>
            {versions.map((version) => (
              <Paper key={version.number} withBorder p="xs" data-testid={`version-${version.number}`}>
                <UnstyledButton
                  w="100%"
                  aria-expanded={shown === version.number}
                  onClick={() => setShown(shown === version.number ? undefined : version.number)}
                >
                  <VersionHead version={version} isNewest={version.number === chapter.number} />
                </UnstyledButton>
                {shown === version.number && (
                  <VersionText number={version.number} of={of}>
                    {mayEdit && version.number !== chapter.number && (
                      <Button
                        size="xs"
                        mt="xs"
                        loading={takeBack.isPending}
                        onClick={() => takeBack.mutate({ ...of, number: version.number, seen: chapter.number })}
                        data-testid="take-back"
                      >
                        {t('drafts:takeBack')}
                      </Button>
                    )}
                  </VersionText>
                )}
              </Paper>
            ))}
          </Stack>
        )
      }
    </Loaded>
  )
}

function VersionHead({ version, isNewest }: { readonly version: DraftVersion; readonly isNewest: boolean }) {
  const { t } = useTranslation()
  return (
    <Group justify="space-between" wrap="nowrap">
      <Group gap={8}>
        <Text fw={600} size="sm">
          {t('drafts:version', { number: version.number })}
        </Text>
        {isNewest && (
          <Badge size="sm" variant="light" tt="none">
            {t('drafts:newest')}
          </Badge>
        )}
        <Text size="xs" c="dimmed">
          {version.kind === 'template'
            ? t('drafts:backToTemplate')
            : version.takenFrom === null
              ? t('drafts:savedAsOf', { asOf: version.asOf })
              : t('drafts:takenFrom', { number: version.takenFrom })}
        </Text>
      </Group>
      <Text size="xs" c="dimmed">
        {version.by} · {version.at}
      </Text>
    </Group>
  )
}

function VersionText(props: {
  readonly number: number
  readonly of: DraftInput & Pick<EditedChapter, 'chapter'>
  readonly children: ReactNode
}) {
  const query = useQuery(orpc.drafts.version.queryOptions({ input: { ...props.of, number: props.number } }))
  return (
    <div className={classes.version}>
      <Loaded query={query}>{({ lines }) => <ChapterLines lines={lines} input={props.of} references={[]} />}</Loaded>
      {props.children}
    </div>
  )
}
