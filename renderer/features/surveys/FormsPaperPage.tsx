import { Button, Group, Select } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Edition, SurveyForm } from '../../../electron/contract/surveys.ts'
import { codesOf, grades } from '../../../electron/contract/vocabulary.ts'
import { orpc } from '../../api/client.ts'
import { useOffice } from '../../api/session.ts'
import { Keys, useCommands } from '../../app/commands.tsx'
import { EmptyFace, Loaded, NotFoundFace } from '../../ui/Faces.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { printPage } from '../../ui/print.ts'
import papers from '../arrears/paper.module.css'
import classes from './surveys.module.css'

/** Of every day of issue together. */
const everyDay = 'all'

/** The forms that have not come back, an A4 sheet each with its code: those issued last, or others that are chosen. */
export function FormsPaperPage() {
  const { id } = useParams({ from: '/surveys/$id/paper' })
  return /^[1-9]\d{0,14}$/.test(id) ? <Papers id={Number(id)} /> : <NotFoundFace />
}

function Papers({ id }: { readonly id: number }) {
  const { t } = useTranslation()
  const query = useQuery(orpc.surveys.sheets.queryOptions({ input: { surveyId: id } }))
  const [chosen, setChosen] = useState<string | null>(null)
  useCommands([{ key: 'p', label: t('common:print'), run: printPage }])
  const all = query.data?.forms ?? []
  const days = [...new Set(all.map((form) => form.issuedOn))].sort().reverse()
  const day = chosen ?? days[0] ?? everyDay
  const issuedOn = (one: string) => (one === everyDay ? all : all.filter((form) => form.issuedOn === one))
  const words = (one: string) =>
    t(one === everyDay ? 'surveys:sheetsOpen' : 'surveys:sheetsOf', {
      date: one,
      count: formatCount(issuedOn(one).length) as never,
    })
  return (
    <Page
      ownPaper
      title={t('surveys:print')}
      crumbs={[
        { label: t('common:nav.surveys'), link: { to: '/surveys' } },
        { label: query.data?.survey ?? '', link: { to: '/surveys/$id', params: { id: String(id) } } },
      ]}
      actions={
        <Group gap={8}>
          {days.length > 1 && (
            <Select
              aria-label={t('surveys:sheetsWhich')}
              w={240}
              allowDeselect={false}
              data={[...days, everyDay].map((one) => ({ value: one, label: words(one) }))}
              value={day}
              onChange={setChosen}
              data-testid="sheets-of"
            />
          )}
          <Button
            leftSection={<IconPrinter size={16} />}
            rightSection={<Keys of="p" />}
            disabled={all.length === 0}
            onClick={printPage}
          >
            {t('surveys:printAll', { count: formatCount(issuedOn(day).length) as never })}
          </Button>
        </Group>
      }
    >
      <Loaded query={query}>
        {({ survey, edition }) =>
          all.length === 0 ? (
            <EmptyFace />
          ) : (
            issuedOn(day).map((form) => <Sheet key={form.id} survey={survey} edition={edition} form={form} />)
          )
        }
      </Loaded>
    </Page>
  )
}

function Sheet(props: { readonly survey: string; readonly edition: Edition | null; readonly form: SurveyForm }) {
  const { t } = useTranslation()
  const office = useOffice()
  const { form } = props
  const gradeWords = codesOf(grades).map((grade) => t(`vocabulary:grade.${grade}`))
  const graded = [
    { id: 0, words: t('surveys:paper.overall') },
    ...(props.edition?.questions ?? []).filter((question) => question.kind === 'grade'),
  ]
  return (
    <article className={papers.sheet} aria-label={form.code ?? form.unit} data-testid="form-sheet">
      <header>
        <h2>{office.name}</h2>
        <div className={papers.kind}>{props.survey}</div>
        <div className={papers.head}>
          <span>
            {t('surveys:paper.unit')} {form.area} {form.unit}
          </span>
          <b className="figure">
            {t('surveys:paper.code')} {form.code}
          </b>
        </div>
      </header>
      <p className={papers.text}>{t('surveys:paper.intro')}</p>
      <table className={classes.grades}>
        <thead>
          <tr>
            <th />
            {gradeWords.map((word, index) => (
              <th key={word}>
                {index + 1} {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {graded.map((question) => (
            <tr key={question.id}>
              <td>{question.words}</td>
              {gradeWords.map((word) => (
                <td key={word} className={classes.box}>
                  □
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {props.edition?.questions
        .filter((question) => question.kind !== 'grade')
        .map((question) => (
          <div key={question.id} className={classes.question}>
            {question.words}
            {question.kind === 'choice' ? (
              <span>{question.choices.map((choice, index) => ` □ ${index + 1} ${choice}`).join('')}</span>
            ) : (
              <i />
            )}
          </div>
        ))}
      <div className={classes.comment}>{t('surveys:paper.comment')}</div>
      <div className={papers.foot}>
        <span>{t('surveys:paper.thanks')}</span>
        <span className="figure">{form.issuedOn}</span>
      </div>
    </article>
  )
}
