// Package truth writes and reads the ground truth of a dataset: what each
// actor said of its own events, and what a campaign did over the whole period.
//
// Files are JSON Lines with fixed keys. The rows of events, access lines,
// exposures and interference are appended by hand, because a dataset may have
// one for each line of a log; the rows of the period-wide journal are few and
// go through encoding/json. The row types of this package read both.
//
// Nothing here is for detectors: it is what they are scored against.
package truth
