import {
  Button,
  Checkbox,
  Group,
  Paper,
  Progress,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Table,
  Text,
  Title,
} from '@mantine/core'
import { IconKeyboard, IconPrinter, IconSend } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SatisfactionRow } from '../../../electron/contract/surveys.ts'
import { orpc } from '../../api/client.ts'
import { useMay } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { FormDialog } from '../../ui/FormDialog.tsx'
import { formatCount, formatRatio } from '../../ui/format.ts'
import { LinkAnchor, LinkButton } from '../../ui/links.tsx'
import type { ListSearch } from '../../ui/listState.ts'
import { Page } from '../../ui/Page.tsx'
import { useWrite } from '../../ui/write.ts'

export function SurveyPage() {
  const { id } = useParams({ from: '/surveys/$id' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Survey key={id} id={Number(id)} /> : <NotFoundFace />
}

function Survey({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const query = useQuery(orpc.surveys.detail.queryOptions({ input: { id } }))
  const may = { issue: useMay('surveys.issue'), key: useMay('surveys.reply') }
  const [issuing, setIssuing] = useState(false)
  const isOurs = query.data !== undefined && query.data.edition !== null
  const print = () => void navigate({ to: '/surveys/$id/paper', params: { id: String(id) } })
  useCommands([
    ...(may.issue && isOurs ? [{ key: 'a', label: t('surveys:issue'), run: () => setIssuing(true) }] : []),
    ...(may.issue && isOurs ? [{ key: 'p', label: t('surveys:print'), run: print }] : []),
    ...(may.key ? [{ key: 'k', label: t('surveys:key'), run: () => void navigate({ to: '/surveys/key' }) }] : []),
  ])
  return (
    <Page
      title={query.data?.name ?? ''}
      subtitle={query.data && <span className="figure">{query.data.begunOn}</span>}
      crumbs={[{ label: t('common:nav.surveys'), link: { to: '/surveys' } }]}
      actions={
        <>
          <LinkButton variant="default" to="/surveys/forms" search={{ surveyId: id }}>
            {t('surveys:forms')}
          </LinkButton>
          {may.issue && isOurs && (
            <>
              <Button
                variant="default"
                leftSection={<IconSend size={16} />}
                rightSection={<Keys of="a" />}
                onClick={() => setIssuing(true)}
                data-testid="issue"
              >
                {t('surveys:issue')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconPrinter size={16} />}
                rightSection={<Keys of="p" />}
                onClick={print}
                data-testid="print-forms"
              >
                {t('surveys:print')}
              </Button>
            </>
          )}
          {may.key && isOurs && (
            <LinkButton leftSection={<IconKeyboard size={16} />} rightSection={<Keys of="k" />} to="/surveys/key">
              {t('surveys:key')}
            </LinkButton>
          )}
        </>
      }
    >
      <Loaded query={query}>{(survey) => <Results of={survey} />}</Loaded>
      {issuing && <IssueDialog surveyId={id} onClose={() => setIssuing(false)} />}
    </Page>
  )
}

function Results({ of }: { readonly of: NonNullable<ReturnType<typeof useDetail>> }) {
  const { t } = useTranslation()
  const given = of.grades.reduce((sum, one) => sum + one.count, 0)
  return (
    <Stack gap="sm" data-testid="survey">
      <Paper p="md" component="section" aria-label={t('surveys:byArea')}>
        <Title order={2} mb="xs">
          {t('surveys:byArea')}
        </Title>
        <ByArea surveyId={of.id} rows={of.rows} />
        <Text size="xs" c="dimmed" mt="xs">
          {t('surveys:intervalNote')}
        </Text>
      </Paper>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="sm">
        <Paper p="md" component="section" aria-label={t('surveys:grades')}>
          <Title order={2} mb="xs">
            {t('surveys:grades')}
          </Title>
          {given === 0 && (
            <Text size="sm" c="dimmed">
              {t('surveys:nothing')}
            </Text>
          )}
          {given > 0 &&
            of.grades.map(({ grade, count }) => (
              <Share
                key={grade}
                label={t(`vocabulary:grade.${grade}`)}
                count={count}
                of={given}
                search={{ surveyId: of.id, grade }}
              />
            ))}
          {of.edition?.questions
            .filter((question) => question.kind !== 'text')
            .map((question) => {
              const own = of.answers.filter((one) => one.questionId === question.id)
              const all = own.reduce((sum, one) => sum + one.count, 0)
              if (all === 0) return null
              const known = question.kind === 'choice' ? question.choices : of.grades.map((one) => one.grade)
              return (
                <div key={question.id}>
                  <Text size="sm" fw={600} mt="sm" mb={2}>
                    {question.words}
                  </Text>
                  {known.map((value) => (
                    <Share
                      key={value}
                      label={question.kind === 'choice' ? value : t(`vocabulary:grade.${value}`)}
                      count={own.find((one) => one.value === value)?.count ?? 0}
                      of={all}
                      search={{ surveyId: of.id, questionId: question.id, answer: value }}
                    />
                  ))}
                </div>
              )
            })}
        </Paper>
        <Paper p="md" component="section" aria-label={t('surveys:comments')}>
          <Title order={2} mb="xs">
            {t('surveys:comments')}
          </Title>
          {of.comments.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('surveys:noComments')}
            </Text>
          )}
          <Stack gap={6}>
            {of.comments.map((one) => (
              <div key={one.id} data-testid="comment">
                <Text size="xs" c="dimmed">
                  {one.area} {one.unit} {one.grade && t(`vocabulary:grade.${one.grade}`)}
                </Text>
                <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {one.comment}
                </Text>
              </div>
            ))}
          </Stack>
        </Paper>
      </SimpleGrid>
    </Stack>
  )
}

/** Only for its type. */
function useDetail(id: number) {
  return useQuery(orpc.surveys.detail.queryOptions({ input: { id } })).data
}

function Share(props: {
  readonly label: string
  readonly count: number
  readonly of: number
  readonly search: FormsSearch
}) {
  const { label, count, of, search } = props
  return (
    <Group gap="sm" wrap="nowrap" mih={22}>
      <Text size="sm" w={120} truncate>
        {label}
      </Text>
      <Progress value={(count / of) * 100} flex={1} aria-label={label} />
      <Text size="sm" className="figure" w={40} ta="right">
        <Forms count={count} search={search} />
      </Text>
      <Text size="sm" className="figure" w={56} ta="right" style={{ whiteSpace: 'nowrap' }}>
        {formatRatio(count, of)}
      </Text>
    </Group>
  )
}

type FormsSearch = ListSearch<'surveyForms'>

/** A number of forms that opens them. */
function Forms({ count, search }: { readonly count: number; readonly search: FormsSearch }) {
  if (count === 0) return '0'
  return (
    <LinkAnchor to="/surveys/forms" search={search}>
      {formatCount(count)}
    </LinkAnchor>
  )
}

function ByArea(props: {
  readonly surveyId: number
  readonly rows: readonly (SatisfactionRow & { readonly areaId: number | null })[]
}) {
  const { t } = useTranslation()
  const { surveyId, rows } = props
  const tenths = (value: number) => (value / 10).toFixed(1)
  return (
    <Table verticalSpacing={3}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('surveys:area')}</Table.Th>
          <Table.Th ta="right">{t('lists:surveys.columns.issued')}</Table.Th>
          <Table.Th ta="right">{t('lists:surveys.columns.returned')}</Table.Th>
          <Table.Th ta="right">{t('surveys:coverage')}</Table.Th>
          <Table.Th ta="right">{t('lists:surveys.columns.valid')}</Table.Th>
          <Table.Th ta="right">{t('lists:surveys.columns.satisfied')}</Table.Th>
          <Table.Th ta="right">{t('surveys:satisfaction')}</Table.Th>
          <Table.Th ta="right">{t('surveys:interval')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => {
          const search = { surveyId, ...(row.areaId !== null && { area: row.areaId }) }
          return (
            <Table.Tr key={row.areaId ?? ''} fw={row.area === null ? 600 : undefined} data-testid="satisfaction-row">
              <Table.Td>{row.area ?? t('surveys:all')}</Table.Td>
              <Table.Td ta="right">
                <Forms count={row.issued} search={search} />
              </Table.Td>
              <Table.Td ta="right">
                <Forms count={row.returned} search={{ ...search, show: 'returned' }} />
              </Table.Td>
              <Table.Td ta="right">{formatRatio(row.returned, row.issued)}</Table.Td>
              <Table.Td ta="right">
                <Forms count={row.valid} search={{ ...search, show: 'valid' }} />
              </Table.Td>
              <Table.Td ta="right">
                <Forms count={row.satisfied} search={{ ...search, show: 'satisfied' }} />
              </Table.Td>
              <Table.Td ta="right">{formatRatio(row.satisfied, row.valid)}</Table.Td>
              <Table.Td ta="right" className="figure">
                {row.low === null || row.high === null ? '—' : `${tenths(row.low)}–${tenths(row.high)}%`}
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}

/** Forms for the households of some areas, after showing how many that is. */
function IssueDialog({ surveyId, onClose }: { readonly surveyId: number; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const tree = useQuery(orpc.estate.tree.queryOptions()).data?.flatMap((one) => one.areas) ?? []
  const [areas, setAreas] = useState<string[]>([])
  const [households, setHouseholds] = useState<'moved-in' | 'handed-over'>('moved-in')
  const input = { surveyId, areas: areas.map(Number), households }
  const reach = useQuery(orpc.surveys.issue.queryOptions({ input: { ...input, dryRun: true } })).data
  const issue = useWrite(orpc.surveys.issue, {
    done: ({ forms }) => t('surveys:issued', { count: forms }),
    onDone: onClose,
  })
  return (
    <FormDialog opened onClose={onClose} title={t('surveys:issue')}>
      <Stack gap="sm">
        <Checkbox.Group label={t('surveys:areas')} value={areas} onChange={setAreas}>
          <Group gap="md" mt={4}>
            {tree.map((one) => (
              <Checkbox key={one.id} value={String(one.id)} label={one.name} />
            ))}
          </Group>
        </Checkbox.Group>
        <SegmentedControl
          aria-label={t('surveys:households')}
          data={(['moved-in', 'handed-over'] as const).map((value) => ({ value, label: t(`surveys:${value}`) }))}
          value={households}
          onChange={(value) => setHouseholds(value as typeof households)}
        />
        {reach !== undefined && reach.already > 0 && (
          <Text size="sm" c="dimmed">
            {t('surveys:issueAlready', { count: reach.already })}
          </Text>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            disabled={!reach || reach.forms === 0}
            loading={issue.isPending}
            onClick={() => issue.mutate({ ...input, dryRun: false })}
            data-testid="go-issue"
          >
            {t('surveys:issueAction', { count: reach?.forms ?? 0 })}
          </Button>
        </Group>
      </Stack>
    </FormDialog>
  )
}
