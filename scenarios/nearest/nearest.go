// Package nearest finds the word that was probably meant, for "did you mean".
//
// It is a leaf that everything asks that reads words of people: the language,
// the library of scenarios, the conditions of score. It only compares; what to
// say about the answer is up to the caller.
package nearest

import "strings"

// longest is the length in bytes up to which a word is compared.
const longest = 64

// Word returns the candidate most like a word, or "" where none is close: at
// most one slip in three letters, and one in a short word. Of several equally
// close ones it is the first. Upper case, hyphens and spaces are no slips. A
// number is never close to another: 500 is not a slip for 200.
func Word(word string, candidates []string) string {
	if len(word) > longest || isNumber(word) {
		return ""
	}
	best, least := "", 1+max(1, len(word)/3)
	for _, c := range candidates {
		if d := slips(fold(word), fold(c)); d < least {
			best, least = c, d
		}
	}
	return best
}

func isNumber(word string) bool {
	return word != "" && strings.Trim(word, "0123456789") == ""
}

// fold removes the differences that are spelling rather than meaning.
func fold(word string) string {
	return strings.NewReplacer("-", "_", " ", "_").Replace(strings.ToLower(word))
}

// slips counts the letters to insert, delete, change or swap with a neighbour
// (optimal string alignment).
func slips(a, b string) int {
	prev2, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], prev2[j-2]+1)
			}
		}
		prev2, prev, row = prev, row, prev2
	}
	return prev[len(b)]
}
