package sweep

// Levels are the thresholds of a rule by the step of its dial, as its condition compares
// with them: each is at least the one before.
type Levels []int64

// Reach returns the strictest step at which a condition holds, -1 where it holds at none.
// It holds at all steps up to some one. The search begins near a step and doubles its
// stride, for conditions change little from one line to the next.
func (l Levels) Reach(near int, holds func(level int64) bool) int {
	low, high := -1, len(l) // holds at low, not at high
	at := min(max(near, 0), high-1)
	for stride := 1; low < at && at < high; stride *= 2 {
		if holds(l[at]) {
			low = at
			at += stride
		} else {
			high = at
			at -= stride
		}
	}
	for high-low > 1 {
		if at := (low + high) / 2; holds(l[at]) {
			low = at
		} else {
			high = at
		}
	}
	return low
}
