package record

import (
	"strconv"
	"time"

	"echowall/flows/procedure"
)

// Path is the way a case has gone: a step for each stage it entered. It follows from the journal, and is kept beside
// the records so that a report need not read the whole journal.
type Path struct {
	Steps []Stay `json:"steps"`
}

// Stay is that a case entered a stage, or was closed.
type Stay struct {
	Kind procedure.Kind `json:"kind"`
	At   time.Time      `json:"at"`
}

// PathKey keeps the way that a case has gone.
func PathKey(n int) string { return "x:path:" + strconv.Itoa(n) }
