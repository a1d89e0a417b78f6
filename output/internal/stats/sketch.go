package stats

import "math"

// Sketch is a histogram of non-negative values by class, of fixed size: 256
// binary orders of magnitude by 64 steps, so a bucket is 1.6 % wide.
type Sketch struct {
	count [2][]uint32
}

const sketchShift = 23 - 6

// NewSketch returns an empty histogram, which takes 128 kB.
func NewSketch() *Sketch {
	return &Sketch{[2][]uint32{make([]uint32, 256<<6), make([]uint32, 256<<6)}}
}

// Add counts a value, below 0 as 0, in its class.
func (s *Sketch) Add(v float64, positive bool) {
	s.count[Class(positive)][math.Float32bits(float32(max(v, 0)))>>sketchShift]++
}

// Positives counts the values of the attack.
func (s *Sketch) Positives() (n int64) {
	for _, k := range s.count[1] {
		n += int64(k)
	}
	return n
}

// Cells lists the buckets that are not empty, by value; Score is the number of the bucket.
func (s *Sketch) Cells() []Cell {
	var out []Cell
	for i := range s.count[0] {
		if s.count[0][i]+s.count[1][i] > 0 {
			out = append(out, Cell{Score: float64(i), Neg: float64(s.count[0][i]), Pos: float64(s.count[1][i])})
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
