// Package seal locks up the truth of a dataset, so that detectors can be judged on
// it by whoever has the key, and nobody else can look the answers up.
//
//	scenario, options ──┐
//	secret, 256 bits ───┴─► the world again ─┬─► logs, records, history ──────► PUBLIC
//	                                         └─► truth, scenario, seed ─► age ─► PUBLIC/truth.age
//
// It stands above package output, which writes the world under the secret, and divides
// what was written. [Open] puts both parts together again for those who score. What a
// seal holds against, and what it does not, is told in README.md beside this file.
//
// It draws nothing at random, but for what the age format asks for: the secret and the
// key come from its callers.
package seal
