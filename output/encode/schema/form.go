package schema

// Form is a check of values beyond their type.
type Form struct {
	Pattern string // regular expression of the whole value
	Check   string // SQL condition in words that PostgreSQL and SQLite share; {} is the column
}

// CountForm is the check of a number that counts.
func CountForm() Form { return Form{Check: "{} >= 0"} }
