import { KeyRound } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../define-view'

export const view = defineView({
  id: 'access',
  title: text.access.title,
  order: 70,
  icon: KeyRound,
  load: () => import('./Access.vue'),
})
