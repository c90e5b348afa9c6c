package extract

import (
	"encoding/json"
	"fmt"
	"time"

	"echowall/flows/journal"
	"echowall/storage"
)

// Fact is one thing that happened, as it may be told to anybody: without persons, not even by number, and without what
// only some were told. The hash is that of the entry it comes from, so that it can be held against the book.
type Fact struct {
	Seq   uint64                     `json:"seq"`
	At    time.Time                  `json:"at"`
	Event string                     `json:"event"`
	Data  map[string]json.RawMessage `json:"data,omitempty"`
	Hash  string                     `json:"hash"`
}

// entriesAtOnce is how many entries are read at once.
const entriesAtOnce = 100

// told are the events that may be told, each with the data that may be told of it. What is not named here is left out:
// a new event is private until somebody says otherwise.
func told() map[string][]string {
	return map[string][]string{
		"case.raised": {"case", "title", "text", "procedure", "version"}, "case.reworded": {"case", "title", "text"},
		"case.stage": {"case", "stage", "why"}, "case.accepted": {"case", "track", "stage"}, "case.closed": {"case", "how"},
		"case.reopened": {"case", "stage", "reason"}, "case.recurred": {"case", "earlier"},
		"case.supported": {"case", "count"}, "case.overdue": {"case"}, "case.silence": {"case"},
		"research.findings": {"case", "text"}, "research.confirmed": {"case"},
		"meeting.moved": {"meeting", "at", "place"}, "meeting.called_off": {"meeting", "reason"},
		"meeting.opened":  {"meeting"},
		"meeting.minutes": {"meeting", "text"},
		"ballot.closed":   {"ballot", "result", "tally"}, "ballot.adopted": {"case", "ballot", "text", "class"},
		"ballot.failed":       {"case"},
		"publicity.published": {"case", "until", "as"}, "publicity.named": {"case", "as"},
		"publicity.objected": {"case", "number", "text"},
		"publicity.settled":  {"case", "number", "ruling", "reason"}, "publicity.ended": {"case"},
		"approval.submitted": {"case"}, "approval.assembly": {"case", "agreed", "text"}, "approval.approved": {"case"},
		"approval.returned": {"case", "reason"},
		"task.assigned":     {"case", "task", "unit", "measure", "due"}, "task.extended": {"case", "task", "due", "reason"},
		"task.progress": {"case", "task", "text"}, "task.done": {"case", "task", "evidence"},
		"task.overdue": {"case", "task"},
	}
}

// Each tells, in order, what of a community's book may be told to anybody. The book's chain is checked on the way.
func Each(r storage.Reader, tell func(Fact) error) error {
	var head journal.Head
	may := told()
	for {
		entries, err := r.Journal(head.Seq+1, entriesAtOnce)
		if err != nil {
			return fmt.Errorf("read the journal: %w", err)
		}
		if len(entries) == 0 {
			return nil
		}
		for _, raw := range entries {
			next, e, err := journal.Verify(head, raw.Data)
			if err != nil {
				return err
			}
			head = next
			for _, x := range e.Events {
				if err := extract(may, head, e.At, x, tell); err != nil {
					return err
				}
			}
		}
	}
}

func extract(may map[string][]string, head journal.Head, at time.Time, x journal.Event, tell func(Fact) error) error {
	names, ok := may[x.Type]
	if !ok {
		return nil
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(x.Data, &all); err != nil {
		return fmt.Errorf("entry %d: read %s: %w", head.Seq, x.Type, err)
	}
	f := Fact{Seq: head.Seq, At: at, Event: x.Type, Hash: head.Hash, Data: map[string]json.RawMessage{}}
	for _, n := range names {
		if v, ok := all[n]; ok {
			f.Data[n] = v
		}
	}
	return tell(f)
}
