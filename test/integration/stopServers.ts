import { stopEverything } from '../../tools/stopAtExit';

export default stopEverything;
