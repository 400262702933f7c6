import { Alert, Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UpdateBridge, UpdateState } from '../../../electron/contract/bridge.ts'
import { momentInZone } from '../../../electron/contract/dates.ts'
import { useMay, useOffice } from '../../api/session.ts'
import { Loaded } from '../../ui/Faces.tsx'
import { FactTable } from '../../ui/FactTable.tsx'

const stateKey = ['desktop', 'updates']

/** New versions for this computer: where they come from, and putting one in this one's place. */
export function UpdatesPanel({ updates }: { readonly updates: UpdateBridge }) {
  const { t } = useTranslation()
  const query = useQuery({ queryKey: stateKey, queryFn: () => updates.state() })
  return (
    <Paper component="section" aria-label={t('settings:updates.title')}>
      <Title order={2} mb={4}>
        {t('settings:updates.title')}
      </Title>
      <Loaded query={query}>
        {(state) =>
          state.possible ? (
            <Possible key={state.feed} state={state} updates={updates} />
          ) : (
            <Text size="sm" c="dimmed" data-testid="updates-impossible">
              {t('settings:updates.impossible')}
            </Text>
          )
        }
      </Loaded>
    </Paper>
  )
}

interface Shown {
  readonly state: UpdateState
  readonly updates: UpdateBridge
}

function Possible({ state, updates }: Shown) {
  const { t } = useTranslation()
  // Whoever may close the office may say what this computer runs it with.
  const may = useMay('office.close')
  const { zone } = useOffice()
  return (
    <Stack gap="sm">
      {state.feed === null ? (
        <Text size="sm" c="dimmed" data-testid="updates-off">
          {t('settings:updates.off')}
        </Text>
      ) : (
        <FactTable
          columns={1}
          facts={[
            { label: t('settings:updates.feed'), value: <span data-testid="update-feed">{state.feed}</span> },
            {
              label: t('settings:updates.looked'),
              value: state.lookedAt ? momentInZone(new Date(state.lookedAt), zone) : t('settings:updates.never'),
              figure: state.lookedAt !== null,
            },
          ]}
        />
      )}
      {may ? (
        <Actions state={state} updates={updates} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('settings:updates.readOnly')}
        </Text>
      )}
    </Stack>
  )
}

function Actions({ state, updates }: Shown) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [address, setAddress] = useState(state.feed ?? '')
  const keep = (next: UpdateState) => client.setQueryData(stateKey, next)
  const choose = useMutation({ mutationFn: () => updates.chooseFeed(address.trim() || null), onSuccess: keep })
  const look = useMutation({ mutationFn: () => updates.look(), onSuccess: keep })
  const install = useMutation({ mutationFn: () => updates.install() })
  const all = [choose, look, install]
  const isBusy = all.some((one) => one.isPending)
  const error = all.find((one) => one.error)?.error
  const forget = () => {
    for (const one of all) one.reset()
  }
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          forget()
          choose.mutate()
        }}
      >
        <Group align="flex-start" gap={8} wrap="nowrap">
          <TextInput
            label={t('settings:updates.feed')}
            description={t('settings:updates.feedHint')}
            placeholder="https://"
            flex={1}
            maxLength={500}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            data-testid="feed-address"
          />
          <Button
            type="submit"
            variant="default"
            mt={20}
            disabled={isBusy || address.trim() === (state.feed ?? '')}
            loading={choose.isPending}
            data-testid="save-feed"
          >
            {t('settings:updates.save')}
          </Button>
        </Group>
      </form>
      {error && (
        <Alert color="red" role="alert">
          {error.message}
        </Alert>
      )}
      {state.feed !== null && (
        <Group gap="md">
          <Button
            variant="default"
            loading={look.isPending}
            disabled={isBusy}
            onClick={() => {
              forget()
              look.mutate()
            }}
            data-testid="look-for-update"
          >
            {t('settings:updates.look')}
          </Button>
          {state.found === null && state.lookedAt !== null && (
            <Text size="sm" c="dimmed" data-testid="up-to-date">
              {t('settings:updates.upToDate')}
            </Text>
          )}
          {state.found !== null && (
            <>
              <Text size="sm" fw={600} data-testid="found-version">
                {t('settings:updates.found', { version: state.found })}
              </Text>
              <Button
                loading={install.isPending}
                disabled={isBusy}
                onClick={() => {
                  forget()
                  install.mutate()
                }}
                data-testid="install-update"
              >
                {t('settings:updates.install')}
              </Button>
            </>
          )}
        </Group>
      )}
    </>
  )
}
