// Package suite makes suites of sealed datasets, scores detectors on them and keeps
// their leaderboard.
//
//	suite ─► scenarios × worlds ─► seal, a fresh secret each ─► DIR/DIGEST, index.json
//	alerts, key ─► score of each set ─► figures by scenario ─► leaderboard
//
// It stands above seal and score and does nothing that they could. It runs no detector.
package suite
