// Package score holds the alerts of a detector against the ground truth of a
// dataset. It stands at the end of the flow: it reads logs, records and truth
// from files and knows nothing of how they were made. Files may be made while they are
// read, as those of a plan in memory are: [Alerts] and [Watch] are for tests in Go.
//
//	alerts ──► read, check ──┐
//	logs ────► one pass ─────┼──► hits ──► incidents ──► verdicts ──► figures
//	truth ───► join by id ───┘                                 (bootstrap: lo, hi)
//
// Its rooms are alert (reads alerts), replay (the one pass over the log), evidence
// (computes the figures), report (tells them) and protocol (the numbers below). This
// package takes the inputs through them.
//
// # Protocol
//
// The log is streamed in time order and each alert is taken up when every line
// up to its time t has gone by: it may rest on those lines and no others. An
// alert is refused where its entity has not appeared by t, where it names an
// event that is not in the log up to t, or where t lies outside the dataset.
//
// An alert on an account concerns that account. One on an address or a session
// concerns the accounts seen there between its own from (t − 24 h where there
// is none) and t, one on a campaign the accounts of the events it names; at
// most 200 of them, the latest seen. One on a person concerns that person only.
//
// Alerts on one entity are merged into incidents. An incident opens with its
// first alert, closes 24 h later, has the highest score of its alerts, and is
// judged by the time of the first one: that is when somebody had to look. It
// is a true positive of campaign c where
//
//	first_mal(entity, c) ≤ t ≤ last_mal(entity, c) + 24 h
//
// It is neutral where it is not, but the entity has events of the last 24 h
// that are labelled policy, test or collateral, or attempts of an attacker to
// get in that failed; neutral incidents are counted apart. Every other incident
// is a false positive. A hit on one point of a campaign does not mark the rest
// of it as found: point-adjusted figures make a random score look good (Kim et
// al. 2022, "Towards a rigorous evaluation of time-series anomaly detection").
//
// # Warm-up
//
// A dataset that begins with a warm-up says in its manifest from when on it is
// scored. Alerts up to that moment are checked as all others and left out; no
// account-day, look-up, exposure or look-alike before it counts. A campaign that
// began before it is measured from that moment on: what it did until then was
// nobody's to avert. Alerts behind it may rest on lines of the warm-up.
//
// # Days
//
// An account-day is an account and a local day of the log. It is malicious
// where it has an event of a campaign that used the account, benign where all
// its events are; other days (policy, test, collateral, attempts that failed)
// count as neither. The benign ones are the practitioner-days of false alerts.
// An alert speaks of the days of its window from–to, or where it has none of the
// day of t. Moments at midnight belong to the day that ends, so that a detector
// may speak of a day when it is over.
//
// # Thresholds
//
// A figure at budget keeps the alerts from the lowest score on that makes at most
// 1 false alert per 1,000 practitioner-days on the judged data themselves: an upper
// bound, since nobody knows that score beforehand. A figure at the sister's threshold
// keeps those above the score that the budget leaves on other datasets, of other
// seeds, with alerts of the same detector; what it costs here is told beside it.
//
// # Uncertainty
//
// Every figure carries a 95 % percentile bootstrap interval (Efron 1979,
// "Bootstrap methods: another look at the jackknife", Annals of Statistics 7).
// Accounts are drawn with replacement, the malicious and the others apart, so
// that no resample is without positives; with several datasets these are drawn
// too. The draws are keyed by the number of the resample: equal input gives
// equal intervals. Figures over several datasets are pooled.
package score
