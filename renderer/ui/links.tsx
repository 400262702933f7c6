import { Anchor, type AnchorProps, Button, type ButtonProps, UnstyledButton } from '@mantine/core'
import { createLink, type LinkOptions } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type Html<Own> = Own & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Own> & { ref?: Ref<HTMLAnchorElement> }

/** Where a link goes, as a value: `{ to: '/estate', search: { kind: 'shop' } }`; checked against the routes. */
export type Goal = LinkOptions

/** A word in the text that leads to another page; as bold as the text around it, such as a row of totals. */
export const LinkAnchor = createLink((props: Html<AnchorProps>) => <Anchor size="sm" fw="inherit" {...props} />)

/** A button that leads to another page. */
export const LinkButton = createLink((props: Html<ButtonProps>) => <Button component="a" {...props} />)

/** Any block that leads to another page. */
export const LinkArea = createLink((props: Html<{ className?: string }>) => <UnstyledButton component="a" {...props} />)
