import { Layers } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../define-view'

export const view = defineView({
  id: 'coverage',
  title: text.coverage.title,
  order: 60,
  icon: Layers,
  load: () => import('./Coverage.vue'),
})
