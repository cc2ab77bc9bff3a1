import { Anchor, type AnchorProps, Button, type ButtonProps, NavLink, type NavLinkProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef } from 'react'

type Own = Omit<ComponentPropsWithRef<'a'>, 'color' | 'style'>

export const ButtonLink = createLink((props: ButtonProps & Own) => <Button component="a" {...props} />)
export const TextLink = createLink((props: AnchorProps & Own) => <Anchor {...props} />)
export const MenuLink = createLink((props: NavLinkProps & Own) => <NavLink {...props} />)
