import { ActionIcon, FileButton, Group, Loader, Modal, Paper, Text, Title, UnstyledButton } from '@mantine/core'
import { IconCamera, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type JobDetail, type JobPicture, largestPicture } from '../../../electron/contract/jobs.ts'
import { codesOf, type JobMoment, jobMoments } from '../../../electron/contract/vocabulary.ts'
import { client, orpc } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
import { useMay } from '../../api/session.ts'
import { askConfirm } from '../../ui/ConfirmReason.tsx'
import { afterWrite, sayDone, sayError, useWrite } from '../../ui/write.ts'
import classes from './jobs.module.css'
import { smallerPicture } from './smallerPicture.ts'

/** Pictures before and after, kept in the folder beside the office file. */
export function JobPictures({ job }: { readonly job: JobDetail }) {
  const { t } = useTranslation()
  const maySee = useMay('jobPictures.get')
  const mayAdd = useMay('jobPictures.add')
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState<JobPicture | null>(null)
  if (!maySee) return null

  async function add(moment: JobMoment, file: File | null): Promise<void> {
    if (file === null) return
    setBusy(true)
    try {
      // One that is too large goes as it is: the backend says so in the same words whoever sends it.
      const sent = file.size > largestPicture ? file : await smallerPicture(file)
      await client.jobPictures.add({ jobId: job.id, moment, file: sent })
      sayDone(t('jobs:pictures.added'))
      await afterWrite()
    } catch (error) {
      sayError(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Paper p="md" component="section" aria-label={t('jobs:pictures.title')} className="no-print" data-testid="pictures">
      <Title order={2} mb={4}>
        {t('jobs:pictures.title')}
      </Title>
      <Group align="flex-start" gap="xl">
        {codesOf(jobMoments).map((moment) => (
          <div key={moment} data-testid={`pictures-${moment}`}>
            <Text size="sm" c="dimmed" mb={4}>
              {t(`vocabulary:jobMoment.${moment}`)}
            </Text>
            <Group gap={8}>
              {job.pictures
                .filter((picture) => picture.moment === moment)
                .map((picture) => (
                  <UnstyledButton
                    key={picture.id}
                    aria-label={t('jobs:pictures.open', { at: picture.at })}
                    onClick={() => setShown(picture)}
                    data-testid="picture"
                  >
                    <Picture id={picture.id} className={classes.thumbnail ?? ''} />
                  </UnstyledButton>
                ))}
              {mayAdd && (
                <FileButton accept="image/jpeg,image/png,image/webp" onChange={(file) => void add(moment, file)}>
                  {(button) => (
                    <UnstyledButton
                      {...button}
                      className={classes.addPicture ?? ''}
                      disabled={busy}
                      data-testid={`add-${moment}`}
                    >
                      {busy ? <Loader size={18} /> : <IconCamera size={20} stroke={1.5} />}
                      <span>{t('jobs:pictures.add')}</span>
                    </UnstyledButton>
                  )}
                </FileButton>
              )}
            </Group>
          </div>
        ))}
      </Group>
      {shown && <Preview picture={shown} mayRemove={mayAdd} onClose={() => setShown(null)} />}
    </Paper>
  )
}

function Preview(props: { readonly picture: JobPicture; readonly mayRemove: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { picture } = props
  const remove = useWrite(orpc.jobPictures.remove, { done: t('jobs:pictures.removed'), onDone: props.onClose })
  const ask = async () => {
    const sure = await askConfirm({
      title: t('jobs:pictures.removeTitle'),
      message: t('jobs:pictures.removeMessage'),
      action: t('jobs:pictures.remove'),
      danger: true,
    })
    if (sure) remove.mutate({ id: picture.id, version: picture.version })
  }
  return (
    <Modal
      opened
      onClose={props.onClose}
      size="xl"
      title={[t(`vocabulary:jobMoment.${picture.moment}`), picture.at, picture.actor].join(' · ')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <Picture id={picture.id} className={classes.picture ?? ''} />
      {props.mayRemove && (
        <Group justify="flex-end" mt="sm">
          <ActionIcon aria-label={t('jobs:pictures.remove')} onClick={() => void ask()} data-testid="remove-picture">
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      )}
    </Modal>
  )
}

/** One picture, fetched like everything else: over the window's port or over HTTP. */
function Picture({ id, className }: { readonly id: number; readonly className: string }) {
  const { t } = useTranslation()
  const query = useQuery({
    ...orpc.jobPictures.get.queryOptions({ input: { id } }),
    // A picture never changes.
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [url, setUrl] = useState<string | null>(null)
  const file = query.data
  useEffect(() => {
    if (!file) return
    const made = URL.createObjectURL(file)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [file])
  if (query.error) {
    return (
      <Text size="xs" c="red.8" className={className}>
        {errorText(query.error)}
      </Text>
    )
  }
  return url === null ? (
    <div className={className} />
  ) : (
    <img src={url} alt={t('jobs:pictures.alt')} className={className} />
  )
}
