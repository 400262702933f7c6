import { ActionIcon, FileButton, Group, Loader, Modal, Paper, Text, Title, UnstyledButton } from '@mantine/core'
import { IconCamera, IconFileTypePdf, IconPaperclip, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Attachment, largestFile } from '../../electron/contract/attachments.ts'
import type { AttachmentOwner } from '../../electron/contract/equipmentWords.ts'
import { client, orpc } from '../api/client.ts'
import { errorText } from '../api/errors.ts'
import { useMay } from '../api/session.ts'
import classes from './Attachments.module.css'
import { askConfirm } from './ConfirmReason.tsx'
import { ExportButton } from './exporting.tsx'
import { smallerPicture } from './smallerPicture.ts'
import { afterWrite, sayDone, sayError, useWrite } from './write.ts'

interface AttachmentsProps {
  readonly ownerKind: AttachmentOwner
  readonly ownerId: number
  readonly title: string
  /** Parts that files are sorted into, such as before and after; one without a label where there are none. */
  readonly slots: readonly { readonly slot: string; readonly label?: string }[]
  /** Documents too, not pictures alone. */
  readonly documents?: boolean
}

/** Pictures and documents, kept in the folder beside the office file. */
export function Attachments(props: AttachmentsProps) {
  const { ownerKind, ownerId } = props
  const { t } = useTranslation()
  const maySee = useMay('attachments.of')
  const mayAdd = useMay('attachments.add')
  const query = useQuery({
    ...orpc.attachments.of.queryOptions({ input: { ownerKind, ownerId } }),
    enabled: maySee,
  })
  const [busy, setBusy] = useState(false)
  const [shown, setShown] = useState<Attachment | null>(null)
  if (!maySee) return null

  async function add(slot: string, file: File | null): Promise<void> {
    if (file === null) return
    setBusy(true)
    try {
      // One that is too large goes as it is: the backend says so in the same words whoever sends it.
      const isPicture = file.type.startsWith('image/')
      const sent = file.size > largestFile || !isPicture ? file : await smallerPicture(file)
      const title = isPicture ? '' : file.name.slice(0, 100)
      await client.attachments.add({ ownerKind, ownerId, slot, title, file: sent })
      sayDone(t('attachments:added'))
      await afterWrite()
    } catch (error) {
      sayError(error)
    } finally {
      setBusy(false)
    }
  }
  const accept = ['image/jpeg', 'image/png', 'image/webp', ...(props.documents ? ['application/pdf'] : [])].join(',')
  return (
    <Paper p="md" component="section" aria-label={props.title} className="no-print" data-testid="pictures">
      <Title order={2} mb={4}>
        {props.title}
      </Title>
      <Group align="flex-start" gap="xl">
        {props.slots.map(({ slot, label }) => (
          <div key={slot} data-testid={`pictures-${slot || 'all'}`}>
            {label && (
              <Text size="sm" c="dimmed" mb={4}>
                {label}
              </Text>
            )}
            <Group gap={8}>
              {(query.data ?? [])
                .filter((file) => file.slot === slot)
                .map((file) => (
                  <UnstyledButton
                    key={file.id}
                    aria-label={t('attachments:open', { what: file.title || file.at })}
                    onClick={() => setShown(file)}
                    data-testid="picture"
                  >
                    {isDocument(file) ? (
                      <DocumentTile of={file} />
                    ) : (
                      <Picture id={file.id} className={classes.thumbnail ?? ''} />
                    )}
                  </UnstyledButton>
                ))}
              {mayAdd && (
                <FileButton accept={accept} onChange={(file) => void add(slot, file)}>
                  {(button) => (
                    <UnstyledButton
                      {...button}
                      className={classes.add ?? ''}
                      disabled={busy}
                      data-testid={`add-${slot || 'file'}`}
                    >
                      {busy ? (
                        <Loader size={18} />
                      ) : props.documents ? (
                        <IconPaperclip size={20} stroke={1.5} />
                      ) : (
                        <IconCamera size={20} stroke={1.5} />
                      )}
                      <span>{t(props.documents ? 'attachments:addFile' : 'attachments:addPicture')}</span>
                    </UnstyledButton>
                  )}
                </FileButton>
              )}
            </Group>
          </div>
        ))}
      </Group>
      {shown && <Preview file={shown} mayRemove={mayAdd} onClose={() => setShown(null)} />}
    </Paper>
  )
}

function isDocument(file: Attachment): boolean {
  return file.mediaType === 'application/pdf'
}

function DocumentTile({ of }: { readonly of: Attachment }) {
  return (
    <div className={classes.document}>
      <IconFileTypePdf size={28} stroke={1.5} />
      <Text size="xs" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
        {of.title}
      </Text>
    </div>
  )
}

function Preview(props: { readonly file: Attachment; readonly mayRemove: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const { file } = props
  const remove = useWrite(orpc.attachments.remove, { done: t('attachments:removed'), onDone: props.onClose })
  const ask = async () => {
    const sure = await askConfirm({
      title: t('attachments:removeTitle'),
      message: t('attachments:removeMessage'),
      action: t('attachments:remove'),
      danger: true,
    })
    if (sure) remove.mutate({ id: file.id, version: file.version })
  }
  return (
    <Modal
      opened
      onClose={props.onClose}
      size="xl"
      title={[file.title, file.at, file.actor].filter(Boolean).join(' · ')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {isDocument(file) ? <Document of={file} /> : <Picture id={file.id} className={classes.picture ?? ''} />}
      {props.mayRemove && (
        <Group justify="flex-end" mt="sm">
          <ActionIcon aria-label={t('attachments:remove')} onClick={() => void ask()} data-testid="remove-picture">
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      )}
    </Modal>
  )
}

/** A file's address, fetched like everything else: over the window's port or over HTTP. */
function useFileUrl(id: number): { readonly url: string | null; readonly error: unknown } {
  const query = useQuery({
    ...orpc.attachments.get.queryOptions({ input: { id } }),
    // A file never changes.
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
  return { url, error: query.error }
}

/** A document is saved and read in the system's own program: the window opens no other pages. */
function Document({ of }: { readonly of: Attachment }) {
  const { t } = useTranslation()
  return (
    <ExportButton
      start={() => client.attachments.save({ id: of.id })}
      label={t('attachments:save', { kilobytes: Math.ceil(of.bytes / 1024) })}
      icon={<IconFileTypePdf size={18} stroke={1.5} />}
      testId="save-document"
    />
  )
}

function Picture({ id, className }: { readonly id: number; readonly className: string }) {
  const { t } = useTranslation()
  const { url, error } = useFileUrl(id)
  if (error) {
    return (
      <Text size="xs" c="red.8" className={className}>
        {errorText(error)}
      </Text>
    )
  }
  return url === null ? (
    <div className={className} />
  ) : (
    <img src={url} alt={t('attachments:alt')} className={className} />
  )
}
