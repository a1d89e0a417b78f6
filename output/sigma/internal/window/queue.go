package window

// queue is what entered a window, oldest first.
type queue struct {
	rows []entry // a ring; its length is a power of two
	head int
	n    int
}

type entry struct {
	ts, value int64
}

func (q *queue) at(i int) *entry { return &q.rows[(q.head+i)&(len(q.rows)-1)] }

func (q *queue) push(e entry) {
	if q.n == len(q.rows) {
		rows := make([]entry, max(4, 2*q.n))
		for i := range q.n {
			rows[i] = *q.at(i)
		}
		q.rows, q.head = rows, 0
	}
	q.n++
	*q.at(q.n - 1) = e
}

func (q *queue) pop() entry {
	e := *q.at(0)
	q.head = (q.head + 1) & (len(q.rows) - 1)
	q.n--
	return e
}

// oldest is the time of the first entry, of which there is one.
func (q *queue) oldest() int64 { return q.at(0).ts }
