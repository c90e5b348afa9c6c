package wall

import (
	"fmt"
	"time"

	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/public"
	"echowall/flows/record"
	"echowall/storage"
)

// past is what has happened to the cases of a community, as its journal tells, up to an entry. Only what is public is
// kept of it.
type past struct {
	seq     uint64
	moments map[int][]public.Moment
}

// entries is how many entries of a journal are read at once.
const entries = 500

// catchUp reads what was written into the journal since it was last read. The site is being made.
func (s *site) catchUp(r storage.Reader) error {
	if err := s.read(r, func(*view) error { return nil }); err != nil { // drops a past that is not known to be whole
		return err
	}
	for {
		read, err := r.Journal(s.past.seq+1, entries)
		if err != nil {
			return fmt.Errorf("read the journal: %w", err)
		}
		if len(read) == 0 {
			return nil
		}
		var news []public.Moment
		err = s.read(r, func(v *view) (err error) {
			news, err = momentsOf(v, read)
			return err
		})
		if err != nil {
			return err
		}
		if s.past.seq+1 != read[0].Seq {
			continue // it was dropped meanwhile
		}
		if s.past.moments == nil {
			s.past.moments = map[int][]public.Moment{}
		}
		for _, m := range news {
			s.past.moments[m.Case] = append(s.past.moments[m.Case], m)
		}
		s.past.seq = read[len(read)-1].Seq
	}
}

func momentsOf(v *view, read []storage.Entry) ([]public.Moment, error) {
	var all []happened
	for _, raw := range read {
		e, err := journal.Open(raw.Data)
		if err != nil {
			return nil, fmt.Errorf("read entry %d: %w", raw.Seq, err)
		}
		for _, x := range e.Events {
			event, err := community.DecodeEvent(x.Type, x.Data)
			if err != nil {
				return nil, fmt.Errorf("read entry %d: %w", raw.Seq, err)
			}
			all = append(all, happened{event, e.At})
		}
	}
	var moments []public.Moment
	record.Each(all, func(x happened) { moments = append(moments, public.Moments(v.state, x.event, x.at)...) })
	return moments, nil
}

// happened is an event with its time.
type happened struct {
	event life.Event
	at    time.Time
}
