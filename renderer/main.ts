/** Starts the workbench on the transport of its shell. */
import { chooseTransport } from './transport/choose'
import { startWorkbench } from './workbench/start'

startWorkbench(chooseTransport()).mount('#app')
