package stats

import "math"

// Sketch is a histogram of non-negative values by class, of bounded size: 256
// binary orders of magnitude by 64 steps, so a bucket is 1.6 % wide.
type Sketch struct {
	of [256]*magnitude
}

// magnitude is the steps of an order of magnitude, by class.
type magnitude [2][steps]uint32

const (
	steps       = 64
	sketchShift = 23 - 6 // bits of a float32 below those that tell the bucket
)

// NewSketch returns an empty histogram. It takes 2 kB, and half a kB for each order of
// magnitude that has values.
func NewSketch() *Sketch { return &Sketch{} }

// Add counts a value, below 0 as 0, in its class.
func (s *Sketch) Add(v float64, positive bool) {
	m, step := s.bucket(v)
	m[Class(positive)][step]++
}

// Turn counts a value as positive that was counted as negative before.
func (s *Sketch) Turn(v float64) {
	m, step := s.bucket(v)
	m[0][step]--
	m[1][step]++
}

// bucket is where a value is counted.
func (s *Sketch) bucket(v float64) (*magnitude, uint32) {
	n := math.Float32bits(float32(max(v, 0))) >> sketchShift
	m := s.of[n/steps]
	if m == nil {
		m = new(magnitude)
		s.of[n/steps] = m
	}
	return m, n % steps
}

// Positives counts the values of the attack.
func (s *Sketch) Positives() (n int64) {
	for _, m := range s.of {
		if m != nil {
			for _, k := range m[1] {
				n += int64(k)
			}
		}
	}
	return n
}

// Cells lists the buckets that are not empty, by value; Score is the number of the bucket.
func (s *Sketch) Cells() []Cell {
	var out []Cell
	for i, m := range s.of {
		if m == nil {
			continue
		}
		for k := range steps {
			if m[0][k]+m[1][k] > 0 {
				out = append(out, Cell{Score: float64(i*steps + k), Neg: float64(m[0][k]), Pos: float64(m[1][k])})
			}
		}
	}
	return out
}

// Class is the index of a class: 1 for positives, which are of the attack, 0 for the others.
func Class(positive bool) int {
	if positive {
		return 1
	}
	return 0
}

// BestF1 is the highest F1 of a threshold rule, value ≥ t or value ≤ t (van
// Rijsbergen 1979), and the value at the threshold:
//
//	F1 = 2·TP / (2·TP + FP + FN)
func (s *Sketch) BestF1() (f1, at float64, flagged int64) {
	cells := s.Cells()
	var neg, pos float64
	for _, c := range cells {
		neg, pos = neg+c.Neg, pos+c.Pos
	}
	try := func(tp, fp float64, bucket float64) {
		if f := 2 * tp / (tp + fp + pos); f > f1 {
			f1, at, flagged = f, float64(math.Float32frombits(uint32(bucket)<<sketchShift)), int64(tp+fp)
		}
	}
	if pos == 0 {
		return 0, 0, 0
	}
	var tp, fp float64
	for _, c := range cells {
		tp, fp = tp+c.Pos, fp+c.Neg
		try(tp, fp, c.Score)
		try(pos-tp+c.Pos, neg-fp+c.Neg, c.Score)
	}
	return f1, at, flagged
}
