// Package rules counts look-ups and says when a reference rule fires. It is the
// one definition of the rules R1, R2, R3, R4, R5 and R9, of a count of distinct
// persons within a time, and of a rate limit, for whoever needs them:
//
//	written log ─► output/detect ─┐           ┌─► Rate      R1, of an account or an address
//	                              ├─► Look ───┼─► Account   the rules of one account
//	generator's defence ──────────┘           ├─► Sessions  R4, where sessions are counted apart
//	                                          ├─► Volume    distinct persons within a time
//	                                          └─► Bucket    a limit that refuses
//
// Who calls it keeps one counter for each account, address or session and shows
// it the look-ups in order of time. The same look-ups give the same verdicts at
// the same microsecond, whoever shows them.
//
// What counts: R1 and R4 count every look-up, also one that was refused or had a
// mistyped key; R2, R3, R5, R9 and a volume count those that were answered
// ([Look.Answered]). A day is the local calendar day that the caller names. A day
// with look-ups but no answer is a past day with no persons; a day without
// look-ups is no past day.
//
// Everything is whole numbers: times in microseconds, fractions in units of
// 1/[One]. No verdict depends on a processor, and none is rounded but the sum of
// R9, whose z is cut to whole units once a day. Counters remember no more than
// they must tell apart: R1 and limits as many times as their count, a volume as
// many persons as its count, the rules of a day the distinct persons of that
// day, R4 the sessions of two or three days.
//
// The package imports nothing of the project.
package rules
