import { Cable } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../define-view'

export const view = defineView({
  id: 'sessions',
  title: text.sessions.title,
  order: 40,
  icon: Cable,
  filtered: true,
  load: () => import('./Sessions.vue'),
})
