/** Worlds in which a review was certain and wrong, or invented an incident, when last looked at: `npm run truth -- --only open`. */
export const OPEN_SEEDS: readonly number[] = [1162, 1472, 1623, 1656, 1682, 1758, 1846, 2071];
