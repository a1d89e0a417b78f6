// Package defence is the portal's side of the stage: what it answers, what its
// controls count, and what they do.
//
// Of a look-up, actors ask one question and get one answer (SignIn for a sign-in, Door
// for a request inside a session that asks for nobody):
//
//	Request (who, from where, in which session) ─► Judge ─► Verdict
//	                                                        answered; Tarpit says how slowly
//	                                                        refused: why, until when, by which control
//
// A look-up is judged in this order, and the first refusal counts:
//
//	address banned ─► session closed ─► service closed ─► challenge put before the account
//	      ─► limits and thresholds ─► answered ─► tarpits
//
//	answered or refused ─► rules ─► alert ─► control, later
//
// Each kind of control is a part with a file of its own, put together in Defence;
// request.go, judge.go and verdict.go are the question, its way and the answer:
//
//	ban.go     addresses that are banned         act.go    bans, resets: what controls do
//	closing.go times in which nobody is served   watch.go  look-ups counted, alerts
//	delay.go   how long somebody takes to act    analyst.go how a person bans and resets
//	           on an alert
//	limit.go   thresholds                        account.go  what the portal knows of an account
//	challenge.go, tarpit.go  what stands before or behind an account's look-ups
//
// What is answered or refused is then shown to the rules of [rules], which count
// as output/detect counts from the written log. Controls act through the queue, a
// step at its own time. Notice has those who are at work looked at step by step from
// then on; what they learn of it is the next answer that is refused.
//
// Honest users of accounts that no campaign touches are not here: limits by
// account and session are played by package traffic, and bans of addresses are
// laid over their sessions when the stage is over. The package knows nothing of
// what a threat actor does about an answer.
package defence
