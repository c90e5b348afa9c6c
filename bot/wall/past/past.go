// Package past reads from the journal what a wall tells of before: what happened to each case, and what the offices
// did. It keeps nothing and shows nothing; package wall calls it with what was written since it last read.
package past

import (
	"fmt"
	"time"

	"echowall/flows/acts"
	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/public"
	"echowall/flows/record"
	"echowall/storage"
)

// News is what some entries of a journal tell, in their order.
type News struct {
	Moments []public.Moment
	Acts    []acts.Act
}

// Of is the news in some entries. s is the community as it is now.
func Of(s *life.State, read []storage.Entry) (n News, err error) {
	var all []happened
	for _, raw := range read {
		e, err := journal.Open(raw.Data)
		if err != nil {
			return n, fmt.Errorf("read entry %d: %w", raw.Seq, err)
		}
		for _, x := range e.Events {
			event, err := community.DecodeEvent(x.Type, x.Data)
			if err != nil {
				return n, fmt.Errorf("read entry %d: %w", raw.Seq, err)
			}
			all = append(all, happened{event, e.At})
		}
		done, err := acts.Of(e)
		if err != nil {
			return n, err
		}
		n.Acts = append(n.Acts, done...)
	}
	record.Each(all, func(x happened) { n.Moments = append(n.Moments, public.Moments(s, x.event, x.at)...) })
	return n, nil
}

// happened is an event with its time.
type happened struct {
	event life.Event
	at    time.Time
}
