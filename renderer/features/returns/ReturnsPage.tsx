import { Button, Group, Text } from '@mantine/core'
import { IconSettings } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../api/session.ts'
import { DataList } from '../../ui/DataList.tsx'
import { EmptyFace } from '../../ui/Faces.tsx'
import { ChoiceFilter, LinkedFilters, PlaceFilter, TextFilter } from '../../ui/ListFilters.tsx'
import { LinkButton } from '../../ui/links.tsx'
import { Page } from '../../ui/Page.tsx'
import { ReturnRuleDialog } from './ReturnRuleDialog.tsx'

/** Whom to call about what was done: what can be called now, unless another part is asked for. */
export function ReturnsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const search = useSearch({ from: '/returns' })
  const maySet = useMay('returns.saveRule')
  const [isSetting, setSetting] = useState(false)
  return (
    <Page
      title={t('common:nav.returns')}
      actions={
        <Group gap={8}>
          {maySet && (
            <Button
              variant="default"
              leftSection={<IconSettings size={16} />}
              onClick={() => setSetting(true)}
              data-testid="rule"
            >
              {t('returns:rule.title')}
            </Button>
          )}
          <LinkButton to="/returns/summary" variant="default" data-testid="to-summary">
            {t('returns:summary.title')}
          </LinkButton>
        </Group>
      }
      fill
    >
      <DataList
        list="returnVisits"
        filters={
          <>
            <TextFilter placeholder={t('returns:find')} />
            <ChoiceFilter field="show" choices="returnsShown" label={t('returns:todo')} w={118} />
            <ChoiceFilter field="subject" w={88} />
            <ChoiceFilter field="trade" w={92} />
            <ChoiceFilter field="attitude" w={100} />
            <PlaceFilter />
            <LinkedFilters fields={['worker', 'steward', 'state', 'solved', 'tookMoney', 'dueFrom', 'dueTo']} />
          </>
        }
        cells={{
          dueOn: (row) => (
            <Text span inherit c={row.isOverdue ? 'red.9' : undefined} fw={row.isOverdue ? 600 : undefined}>
              {row.dueOn}
            </Text>
          ),
        }}
        onOpen={(row) => void navigate({ to: '/returns/$id', params: { id: String(row.id) }, search })}
        empty={<EmptyFace title={t('returns:none')} />}
      />
      {isSetting && <ReturnRuleDialog onClose={() => setSetting(false)} />}
    </Page>
  )
}
