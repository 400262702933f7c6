import { Badge, Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LegalCaseView, legalTransitions, type UnitArrears } from '../../../electron/contract/dunning.ts'
import type { LegalState } from '../../../electron/contract/vocabulary.ts'
import { useMay } from '../../api/session.ts'
import { formatMoney } from '../../ui/format.ts'
import classes from './arrears.module.css'
import { StepDialog } from './CaseDialogs.tsx'
import { Section } from './Section.tsx'

const colors: Readonly<Record<LegalState, string>> = {
  demand: 'orange',
  suit: 'red',
  mediation: 'grape',
  enforcement: 'red',
  closed: 'gray',
}

/** How far a case is, in the word and colour it has everywhere. */
export function CaseStateBadge({ state }: { readonly state: LegalState }) {
  const { t } = useTranslation()
  return <Badge color={colors[state]}>{t(`vocabulary:legalState.${state}`)}</Badge>
}

/** The unit's cases with their steps. */
export function CaseSection({ of }: { readonly of: UnitArrears }) {
  const { t } = useTranslation()
  const mayStep = useMay('dunning.addStep')
  const [stepping, setStepping] = useState<LegalCaseView | null>(null)
  return (
    <Section title={t('arrears:tabs.cases')} none={of.cases.length === 0 && t('arrears:empty.cases')}>
      {of.cases.map((one) => (
        <div key={one.id} className={classes.case}>
          <Group gap={8} wrap="nowrap">
            <CaseStateBadge state={one.state} />
            <b className="figure">{formatMoney(one.amount)}</b>
            <Text span size="sm" c="dimmed" truncate>
              {[one.debtor, one.court].filter(Boolean).join(' · ')}
            </Text>
            {mayStep && legalTransitions[one.state].length > 0 && (
              <Button
                size="compact-xs"
                variant="default"
                ml="auto"
                className="no-print"
                onClick={() => setStepping(one)}
              >
                {t('arrears:case.next')}
              </Button>
            )}
          </Group>
          {one.note && <Text size="sm">{one.note}</Text>}
          <ol className={classes.lines}>
            {one.steps.map((step) => (
              <li key={step.id}>
                <time>{step.onDate}</time>
                <div>
                  {t(`vocabulary:legalState.${step.state}`)}
                  {step.interrupts && (
                    <Text span size="xs" c="dimmed" ml={8}>
                      {t('arrears:case.interruptsShort')}
                    </Text>
                  )}
                  {step.note && <div>{step.note}</div>}
                </div>
              </li>
            ))}
          </ol>
        </div>
      ))}
      <StepDialog of={stepping} onClose={() => setStepping(null)} />
    </Section>
  )
}
