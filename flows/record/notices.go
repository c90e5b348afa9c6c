package record

import (
	"time"

	"echowall/flows/calendar"
)

func Ptr[T any](x T) *T { return &x }

// Days says a span in whole days, as people are told of it.
func Days(s calendar.Span) int { return int(s.Rough() / (24 * time.Hour)) }
