package past

// recent remembers the values used last, and since which day. What was not used
// for longer than all others makes room.
type recent struct {
	list []since // the latest first
	most int
}

type since struct {
	key uint64
	day int32
}

// see uses a value on a day and returns the day since which it is known, that
// day itself for a new one.
func (r *recent) see(key uint64, day int32) int32 {
	if len(r.list) > 0 && r.list[0].key == key {
		return r.list[0].day
	}
	i := 0
	for i < len(r.list) && r.list[i].key != key {
		i++
	}
	found := since{key, day}
	switch {
	case i < len(r.list):
		found = r.list[i]
	case len(r.list) < r.most:
		r.list = append(r.list, since{})
	default:
		i--
	}
	copy(r.list[1:i+1], r.list[:i])
	r.list[0] = found
	return found.day
}
