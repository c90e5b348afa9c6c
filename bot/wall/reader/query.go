package reader

import (
	"strconv"
	"strings"
)

// Parameters are those of an address that a page may depend on. Others are not looked at.
func Parameters() []string {
	return []string{
		"page", "step", "slide", "page_size", "service_request_id", "service_code", "start_date", "end_date", "status",
		"extensions",
		"jurisdiction_id", "period",
	}
}

// Offered tells whether a value is one that a page may link to, and not one that somebody made up.
func Offered(name, value string) bool {
	switch name {
	case "page", "slide", "page_size":
		return strconv.Itoa(Number(value)) == value
	case "step", "period", "status":
		return len(value) <= 20 && !strings.ContainsFunc(value, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' && r != 'Q'
		})
	case "extensions":
		return value == "true"
	case "jurisdiction_id":
		return true // all but the community's own code are refused
	}
	return false
}

// Number reads a number of a path or a query: from 1 to a million, or 0.
func Number(text string) int {
	if n, err := strconv.Atoi(text); err == nil && n > 0 && n <= 1_000_000 {
		return n
	}
	return 0
}
