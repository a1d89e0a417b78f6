// Package alert reads the alerts of a detector, as JSON Lines or CSV, and says all
// that is wrong with them at once. [Schema] is the same as a JSON schema.
//
//	file ─► ReadAlerts ─► alerts in order of time, or Problems
//	line ─► Parse ─► an alert, or an error
//
// It knows what an alert is and nothing of datasets: whether an alert could have
// been raised is asked by package replay.
package alert
