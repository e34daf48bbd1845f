import { ChartNoAxesCombined } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../define-view'

export const view = defineView({
  id: 'investigate',
  title: text.investigate.title,
  order: 20,
  icon: ChartNoAxesCombined,
  filtered: true,
  load: () => import('./Investigate.vue'),
})
