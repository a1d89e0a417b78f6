package card

import (
	"bytes"

	"github.com/breachsim/breachsim/output/internal/encode/records"
)

// cardLeaked writes the part of the card that describes the leaked files.
func (p *Facts) cardLeaked(b *bytes.Buffer) {
	if !p.Info.LeakedList {
		return
	}
	b.WriteString(leakedCard)
	info := records.LeakedList().Info()
	Columns(b, leakedPath, info.About, info.Fields())
}

const (
	leakedPath = "records/leaked_list.csv"
	leakedCard = `## The leaked list

The files that the campaigns' lists come from, as they went round before the first look-up. An operator who has such a file
can ask two things of it: are our people in it, and is somebody asking for those who are in it? A detector may read it, as it
may read any of the records. It is no ground truth: it holds many numbers that nobody looked up, numbers of nobody, and
telephones and addresses of years ago; who was exposed is in truth/exposed_persons.jsonl alone. Visits come together by
laboratory, and honest users look up people who are in it every day.

`
)
