package explain

// norm is what some days with look-ups had.
type norm struct {
	days    int64
	looked  int64 // look-ups
	lacking int64 // of them without an explanation
	squares int64 // sum of the squares of lacking
}

func (n *norm) add(looked, lacking int64) {
	n.days++
	n.looked += looked
	n.lacking += lacking
	n.squares += lacking * lacking
}

// above is how many thousandths of a standard deviation so many unexplained look-ups
// are above the mean m of the days, among which the profession's mean counts as so
// many. The deviation is that of the account's own days, but at least that of a Poisson
// count and at least 1, as R3 has it:
//
//	V = max(own sample variance, m, 1)
//	z = (lacking - m) / √V
func (n *norm) above(peers *norm, weight, lacking int64) int64 {
	const unit = 1000
	sum, days := n.lacking*unit, n.days
	if peers.days > 0 {
		sum += weight * peers.lacking * unit / peers.days
		days += weight
	}
	if days == 0 {
		return 0
	}
	mean := sum / days
	variance := max(mean, unit)
	if n.days > 1 {
		own := n.days*n.squares - n.lacking*n.lacking
		variance = max(variance, own*unit/(n.days*(n.days-1)))
	}
	return (lacking*unit - mean) * unit / root(variance*unit)
}

// root is the square root, cut, of a number that is not negative.
func root(v int64) int64 {
	if v < 2 {
		return v
	}
	x := int64(1) << 32
	for {
		y := (x + v/x) / 2
		if y >= x {
			return x
		}
		x = y
	}
}
