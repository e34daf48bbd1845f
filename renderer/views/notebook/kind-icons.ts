/** The icon of each kind of entry. */
import type { EntryKind } from '#contract/notebook'
import { CircleHelp, FlaskConical, GraduationCap, ListTodo, SearchCheck, StickyNote } from '@lucide/vue'
import type { Component } from 'vue'

export const KIND_ICONS: Record<EntryKind, Component> = {
  finding: SearchCheck,
  note: StickyNote,
  lesson: GraduationCap,
  hypothesis: FlaskConical,
  question: CircleHelp,
  action: ListTodo,
}
