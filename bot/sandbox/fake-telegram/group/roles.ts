import type { MemberRecord } from './state.ts'

/** Is the user in the chat now? */
export function isPresent(member: MemberRecord | undefined): boolean {
  if (!member || member.status === 'left' || member.status === 'kicked') return false
  return member.status !== 'restricted' || member.is_member !== false
}

/** The creator counts as one. */
export function isAdministrator(member: MemberRecord | undefined): boolean {
  return member?.status === 'administrator' || member?.status === 'creator'
}
