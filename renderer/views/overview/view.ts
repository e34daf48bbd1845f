import { LayoutList } from '@lucide/vue'
import { text } from '../../text/en'
import { defineView } from '../define-view'

export const view = defineView({
  id: 'overview',
  title: text.overview.title,
  order: 10,
  icon: LayoutList,
  load: () => import('./Overview.vue'),
})
