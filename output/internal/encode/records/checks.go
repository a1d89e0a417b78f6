package records

import (
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/output/encode/schema"
)

var (
	nirForm    = schema.Form{Pattern: "[1-8][0-9]{4}([0-9]{2}|2[AB])[0-9]{6}"}
	nirKeyForm = schema.Form{
		Pattern: "[0-9]{2}", // with 2A read as 19 and 2B as 18; the letters stand nowhere else
		Check:   "CAST({} AS bigint) = 97 - CAST(replace(replace(nir, '2A', '19'), '2B', '18') AS bigint) % 97",
	}
	sexForm   = schema.Form{Check: "CAST(substr(nir, 1, 1) AS bigint) % 2 = CASE {} WHEN 'M' THEN 1 ELSE 0 END"}
	rppsForm  = schema.Form{Pattern: "997[0-9]{8}", Check: luhn(11)}
	phoneForm = schema.Form{Pattern: "0(63998|19900|26191|35301|46571|53649)[0-9]{4}"}
	ibanForm  = schema.Form{Pattern: "FR00[0-9]{23}"}
	countForm = schema.CountForm()

	delegateForm = schema.Form{Check: "{} BETWEEN 1 AND 5"}
)

// luhn is the condition that the digits of {} end in their check digit
// (ISO/IEC 7812-1, annex B): every second digit from the right counts double,
// less nine where that is above nine, and the sum is a multiple of ten.
func luhn(digits int) string {
	terms := make([]string, digits)
	for i := range terms {
		digit := fmt.Sprintf("substr({}, %d, 1)", i+1)
		if (digits-i)%2 == 0 {
			digit = fmt.Sprintf("substr('0246813579', CAST(%s AS integer) + 1, 1)", digit)
		}
		terms[i] = fmt.Sprintf("CAST(%s AS integer)", digit)
	}
	return "(" + strings.Join(terms, " + ") + ") % 10 = 0"
}
