// Package sequence holds R12: a session that does not run as the account's sessions
// do. A Markov chain over what is done in a session, with the pause before each step,
// is learnt of each account, from its first days on, and leans on its profession where
// it has seen little:
//
//	step      what was done: looked up and how that ended, signed in or out, a service
//	p(step)   given the step before:  (own + κ·peers) / (own total + κ)
//	p(pause)  given the step:         the same, of seven lengths
//	s         its surprise, -log2 p, against what the model expects and how it scatters
//
// A session whose steps are together more surprising than so many standard deviations
// raises an alert. It follows Schonlau et al., Computer intrusion: detecting
// masquerades, Statistical Science 16 (2001), and Ye, A Markov chain model of temporal
// behavior for anomaly detection, IEEE Information Assurance Workshop (2000).
//
// Logarithms come from a table made by squaring; everything is in whole numbers.
package sequence
