import { Box, Group, Text } from '@mantine/core'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { occupancyColors } from '../../electron/contract/palette.ts'
import { type OccupancyCategory, occupancyCategories } from '../../electron/contract/vocabulary.ts'
import classes from './occupancy.module.css'

/** How an occupancy category looks, everywhere: lists, map, charts, paper. */
export interface OccupancyLook {
  readonly color: string
  /** Text on the colour; at least 4.5:1. */
  readonly ink: string
  /** Laid over the colour, so that copies in grey can be told apart too. */
  readonly pattern: string
}

const line = 'rgb(0 0 0 / 22%)'
const stripes = (angle: number) => `repeating-linear-gradient(${angle}deg, transparent 0 5px, ${line} 5px 6px)`
const dots = `radial-gradient(${line} 1px, transparent 1.2px) 0 0 / 6px 6px`
const dark = '#16191b'

const look = (category: OccupancyCategory, ink: string, pattern = 'none'): OccupancyLook => ({
  color: occupancyColors[category],
  ink,
  pattern,
})

export const occupancyLooks: Readonly<Record<OccupancyCategory, OccupancyLook>> = {
  'decorated-resident': look('decorated-resident', '#ffffff'),
  'undecorated-resident': look('undecorated-resident', dark, dots),
  decorating: look('decorating', dark, stripes(45)),
  'decorated-vacant': look('decorated-vacant', dark, stripes(0)),
  vacant: look('vacant', dark),
  'unsold-let': look('unsold-let', dark, stripes(90)),
  'undelivered-leaseback': look('undelivered-leaseback', dark, stripes(135)),
  undelivered: look('undelivered', dark),
}

/** Fill of a map cell or a bar. */
export function occupancyFill(category: OccupancyCategory): CSSProperties {
  const look = occupancyLooks[category]
  return {
    backgroundColor: look.color,
    color: look.ink,
    ...(look.pattern !== 'none' && { background: `${look.pattern}, ${look.color}` }),
  }
}

/** The small coloured square with the category's one-letter mark. */
export function OccupancyMark({
  category,
  size = 18,
}: {
  readonly category: OccupancyCategory
  readonly size?: number
}) {
  const { t } = useTranslation()
  return (
    <Box
      component="span"
      aria-hidden
      style={{
        backgroundColor: occupancyLooks[category].color,
        color: occupancyLooks[category].ink,
        width: size,
        height: size,
        fontSize: size * 0.62,
        lineHeight: `${size}px`,
        borderRadius: 3,
        textAlign: 'center',
        flex: 'none',
        display: 'inline-block',
        fontWeight: 600,
      }}
    >
      {t(`vocabulary:occupancyMark.${category}`)}
    </Box>
  )
}

/** A category in a list or on a card: mark and word. */
export function OccupancyBadge({ category }: { readonly category: OccupancyCategory }) {
  const { t } = useTranslation()
  return (
    <span className={classes.badge}>
      <OccupancyMark category={category} size={16} />
      <Text span inherit>
        {t(`vocabulary:occupancy.${category}`)}
      </Text>
    </span>
  )
}

/** Marks and words of all categories, with counts where they are given. */
export function OccupancyLegend({ counts }: { readonly counts?: Readonly<Record<string, number>> }) {
  return (
    <Group gap="4px 14px">
      {occupancyCategories
        .filter((category) => !counts || (counts[category] ?? 0) > 0)
        .map((category) => (
          <Group key={category} gap={5} wrap="nowrap">
            <OccupancyBadge category={category} />
            {counts && (
              <Text span size="sm" fw={600} className="figure">
                {counts[category]}
              </Text>
            )}
          </Group>
        ))}
    </Group>
  )
}
