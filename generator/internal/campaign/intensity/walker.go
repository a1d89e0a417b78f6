package intensity

// Walker goes through the look-ups of a stretch, quickly if they are asked for
// in order: it draws each block of gaps once. It answers what its Placement
// answers, and serves one goroutine.
type Walker struct {
	p       *Placement
	s       Stretch
	block   uint64 // 1 + block that times holds; 0 = none
	size    int
	holding [longest]int64
}

// Walk returns a Walker over a stretch.
func (p *Placement) Walk(s Stretch) Walker { return Walker{p: p, s: s} }

// Time returns the instant of look-up i, as Placement.Time.
func (w *Walker) Time(i uint64) int64 {
	if w.p.law.block == 1 {
		return w.p.stratum(&w.s, i)
	}
	w.hold(i / w.p.law.block)
	return w.holding[i%w.p.law.block]
}

// First returns the first look-up at or after an instant, as Placement.First.
func (w *Walker) First(ts int64) uint64 {
	if w.p.law.block == 1 {
		return w.p.First(w.s, ts)
	}
	b, ok := w.p.blockAt(&w.s, ts)
	if !ok {
		return 0
	}
	w.hold(b)
	return b*w.p.law.block + firstFrom(w.holding[:w.size], ts)
}

// hold draws a block, unless it is the one drawn last.
func (w *Walker) hold(b uint64) {
	if w.block != b+1 {
		w.block, w.size = b+1, w.p.place(&w.s, b, &w.holding)
	}
}
