package alert

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

var (
	neededColumns   = []string{"t", "entity_type", "entity_id", "score", "rule"}
	optionalColumns = []string{"from", "to", "events"}
)

// readCSV reads a header and one alert a record.
func readCSV(r io.Reader, bad *Problems) ([]Alert, error) {
	cr := csv.NewReader(r)
	cr.FieldsPerRecord, cr.ReuseRecord = -1, true
	header, err := cr.Read()
	if err != nil {
		bad.Add(1, "neither a JSON object nor the header of a CSV file: %v", err)
		return nil, nil
	}
	row, err := readHeader(header)
	if err != nil {
		bad.Add(1, "%v", err)
		return nil, nil
	}
	var list []Alert
	for {
		fields, err := cr.Read()
		var wrong *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return list, nil
		case errors.As(err, &wrong):
			bad.Add(wrong.StartLine, "not readable as CSV: %v", wrong.Err)
			return list, nil // where the next record begins is anybody's guess
		case err != nil:
			return nil, err
		}
		line, _ := cr.FieldPos(0)
		if len(fields) != row.width {
			bad.Add(line,
				"%d fields, the header has %d: write one field for each column, empty where there is nothing to say",
				len(fields), row.width)
			continue
		}
		row.fields = fields
		if a, ok := row.alert(line, bad); ok {
			list = append(list, a)
		}
	}
}

// csvRow finds the fields of a record by the name of their column.
type csvRow struct {
	at     map[string]int
	width  int
	fields []string
}

func readHeader(header []string) (*csvRow, error) {
	row := &csvRow{at: map[string]int{}, width: len(header)}
	for i, name := range header {
		name = strings.ToLower(strings.TrimSpace(name))
		if _, twice := row.at[name]; twice {
			return nil, fmt.Errorf("column %q stands twice in the header", name)
		}
		row.at[name] = i
	}
	var missing []string
	for _, name := range neededColumns {
		if _, ok := row.at[name]; !ok {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return nil,
			fmt.Errorf("neither a JSON object nor a CSV header with the columns %s (and, if wanted, %s): %s missing",
				strings.Join(neededColumns, ","), strings.Join(optionalColumns, ","), strings.Join(missing, ", "))
	}
	return row, nil
}

// get returns a field by column; a column that is not there is empty.
func (r *csvRow) get(column string) string {
	if i, ok := r.at[column]; ok {
		return strings.TrimSpace(r.fields[i])
	}
	return ""
}

func (r *csvRow) alert(line int, bad *Problems) (Alert, bool) {
	a := Alert{Line: line, Rule: strings.Clone(r.get("rule"))}
	good := true
	check := func(err error) {
		if err != nil {
			bad.Add(line, "%v", err)
			good = false
		}
	}
	check(r.time(&a.T, "t"))
	kind, err := parseKind(r.get("entity_type"))
	check(err)
	if err == nil {
		a.Kind = kind
		a.ID, err = CheckID(kind, strings.Clone(r.get("entity_id")))
		check(err)
	}
	a.Score, err = strconv.ParseFloat(r.get("score"), 64)
	if err != nil || math.IsInf(a.Score, 0) || math.IsNaN(a.Score) {
		check(fmt.Errorf("score is %q: write a finite number", r.get("score")))
	}
	if a.Rule == "" {
		check(fmt.Errorf("rule is empty: write the name of the rule"))
	}
	check(r.time(&a.From, "from"))
	check(r.time(&a.To, "to"))
	check(a.setEvents(strings.Fields(r.get("events"))))
	if good {
		check(a.checkWindow())
	}
	return a, good
}

func (r *csvRow) time(to *int64, column string) (err error) {
	s := r.get(column)
	if s == "" && !slices.Contains(neededColumns, column) {
		return nil
	}
	if *to, err = parseTime(s); err != nil {
		return fmt.Errorf("%s %w", column, err)
	}
	return nil
}
