package defence

// Closing is a time in which a control closes Infopatient for everybody. The
// portal's other services stay open. One of them, the form for referring
// doctors, looks persons up too: it shows their identity and doctor, not their
// other rights.
type Closing struct {
	From, To int64
	By       uint8
}

// closings are the closings of a world.
type closings []Closing

// ClosedAt returns the closing that contains an instant; nil for none.
func (x closings) ClosedAt(ts int64) *Closing {
	for i := range x {
		if c := &x[i]; ts >= c.From && ts < c.To {
			return c
		}
	}
	return nil
}
